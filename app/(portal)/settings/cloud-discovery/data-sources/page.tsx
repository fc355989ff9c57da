import { redirect } from "next/navigation";

/** Data sources live beside the log collectors that receive them; bookmarks of before lead there. */
export default function MovedDataSourcesPage() {
  redirect("/settings/log-collectors/data-sources");
}
