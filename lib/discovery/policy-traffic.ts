import type { Transaction } from "../db/transaction";
import type { AppDay, UploadDay } from "../domain/discovery-match";
import { riskScore } from "../domain/discovery-risk";
import type { AppTag } from "../domain/discovery-tag";
import type { UnusualUploadRule } from "../domain/policy-rule";
import type { TaggedApp } from "./app-tag-store";
import type { Catalogue } from "./catalogue/load-catalogue";
import { type DayRange, findAppDays, findLargeUploads } from "./policy-traffic-store";

const megabyte = 1_000_000;

/** What went to each app on each day, with what the catalogue and the tenant say of the app. */
export async function appDaysOf(
  tx: Transaction,
  tenantId: string,
  days: DayRange,
  known: { catalogue: Catalogue; tagged: readonly TaggedApp[] },
): Promise<AppDay[]> {
  const { catalogue, tagged } = known;
  const apps = new Map(catalogue.apps.map((app) => [app.id, app]));
  const tags = new Map<number, AppTag[]>();
  for (const { appId, tag } of tagged) tags.set(appId, [...(tags.get(appId) ?? []), tag]);
  const traffic = await findAppDays(tx, tenantId, days);
  return traffic.map((seen) => ({
    ...seen,
    name: apps.get(seen.appId)?.name ?? `App ${seen.appId}`,
    category: apps.get(seen.appId)?.category ?? "SAASDB_CATEGORY_UNCLASSIFIED",
    score: riskScore(catalogue.factsByApp.get(seen.appId) ?? []).total ?? null,
    tags: tags.get(seen.appId) ?? [],
  }));
}

/** The uploads that at least one of the rules, which speak of one kind of subject, may find: one query for all of them. */
export async function uploadDaysOf(
  tx: Transaction,
  tenantId: string,
  days: DayRange,
  { rules, catalogue }: { rules: readonly UnusualUploadRule[]; catalogue: Catalogue },
): Promise<UploadDay[]> {
  const [first] = rules;
  if (first === undefined) return [];
  const { subject } = first;
  const factor = Math.min(...rules.map((rule) => rule.factor));
  const bytes = Math.min(...rules.map((rule) => rule.minimumMegabytes)) * megabyte;
  const uploads = await findLargeUploads(tx, tenantId, days, { subject, factor, bytes });
  if (subject === "user") return uploads.map((upload) => ({ ...upload, label: upload.subject }));
  const names = new Map(catalogue.apps.map(({ id, name }) => [String(id), name]));
  return uploads.map((upload) => ({ ...upload, label: names.get(upload.subject) ?? `App ${upload.subject}` }));
}
