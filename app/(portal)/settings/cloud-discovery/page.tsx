import { redirect } from "next/navigation";

/** The section opens on its first tab. */
export default function DiscoverySettingsPage() {
  redirect("/settings/cloud-discovery/custom-apps");
}
