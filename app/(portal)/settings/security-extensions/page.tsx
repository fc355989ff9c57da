import { redirect } from "next/navigation";

/** The section itself opens on its first tab. */
export default function SecurityExtensionsPage() {
  redirect("/settings/security-extensions/api-tokens");
}
