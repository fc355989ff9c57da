import { redirect } from "next/navigation";
import { startPageOf } from "@/components/layout/navigation";
import { requireMember } from "@/lib/web/session";

/** Leads on to where the person begins. */
export default async function StartPage() {
  const { principal } = await requireMember();
  redirect(startPageOf(principal) ?? "/help/api");
}
