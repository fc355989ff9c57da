import { redirect } from "next/navigation";
import { navigationFor } from "@/components/layout/navigation";
import { requireMember } from "@/lib/web/session";

/** The start page is the first one in the person's navigation. */
export default async function StartPage() {
  const { principal } = await requireMember();
  const start = navigationFor(principal)[0]?.items[0];
  redirect(start?.href ?? "/help/api");
}
