import type { Transaction } from "../db/transaction";
import type { AppDay, UploadDay } from "../domain/discovery-match";
import type { AppTag } from "../domain/discovery-tag";
import type { UnusualUploadRule } from "../domain/policy-rule";
import type { TaggedApp } from "./app-tag-store";
import { type DayRange, findAppDays, findLargeUploads } from "./policy-traffic-store";
import type { TenantCatalogue } from "./tenant-catalogue";

const megabyte = 1_000_000;

/** What went to each app on each day, with what the catalogue and the tenant say of the app. */
export async function appDaysOf(
  tx: Transaction,
  tenantId: string,
  days: DayRange,
  known: { catalogue: TenantCatalogue; tagged: readonly TaggedApp[] },
): Promise<AppDay[]> {
  const { catalogue, tagged } = known;
  const tags = new Map<number, AppTag[]>();
  for (const { appId, tag } of tagged) tags.set(appId, [...(tags.get(appId) ?? []), tag]);
  const traffic = await findAppDays(tx, tenantId, days);
  return traffic.map((seen) => ({
    ...seen,
    name: catalogue.appOf(seen.appId)?.name ?? `App ${seen.appId}`,
    category: catalogue.appOf(seen.appId)?.category ?? "SAASDB_CATEGORY_UNCLASSIFIED",
    score: catalogue.scoreOf(seen.appId),
    tags: tags.get(seen.appId) ?? [],
  }));
}

/** The uploads that at least one of the rules, which speak of one kind of subject, may find: one query for all of them. */
export async function uploadDaysOf(
  tx: Transaction,
  tenantId: string,
  days: DayRange,
  { rules, catalogue }: { rules: readonly UnusualUploadRule[]; catalogue: TenantCatalogue },
): Promise<UploadDay[]> {
  const [first] = rules;
  if (first === undefined) return [];
  const { subject } = first;
  const factor = Math.min(...rules.map((rule) => rule.factor));
  const bytes = Math.min(...rules.map((rule) => rule.minimumMegabytes)) * megabyte;
  const uploads = await findLargeUploads(tx, tenantId, days, { subject, factor, bytes });
  if (subject === "user") return uploads.map((upload) => ({ ...upload, label: upload.subject }));
  const nameOf = (appId: string) => catalogue.appOf(Number(appId))?.name ?? `App ${appId}`;
  return uploads.map((upload) => ({ ...upload, label: nameOf(upload.subject) }));
}
