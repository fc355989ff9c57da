import { redirect } from "next/navigation";
import { startPageOf } from "@/components/layout/navigation";
import { requireMember } from "@/lib/web/session";

/**
 * Leads on to where the person begins. It stands outside the portal's frame so that the answer is a redirect, and not a
 * page that goes elsewhere: browsers keep an address's fragment only through the former.
 */
export default async function StartPage() {
  const { principal } = await requireMember();
  redirect(startPageOf(principal) ?? "/help/api");
}
