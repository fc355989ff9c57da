import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { authorize, type Caller, type MemberPrincipal, visibilityOf } from "../domain/access";
import type { Appliance, GeneratedScript, GenerateScriptInput } from "../domain/block-script";
import { Failure } from "../domain/failure";
import { BLOCK_FORMATS, DOMAIN_LIST } from "./block-scripts/block-formats";
import { renderBlockScript } from "./block-scripts/render-block-script";
import { protectedHosts, taggedApps } from "./tagged-apps";
import { tenantCatalogue } from "./tenant-catalogue";

const formats = [...BLOCK_FORMATS, DOMAIN_LIST];

/** The appliances that there are scripts for, and the plain list for all others. */
export const appliances: readonly Appliance[] = formats.map(({ fileLabel, name }) => ({ id: fileLabel, name }));

/**
 * The script that makes an appliance refuse the tenant's unsanctioned apps, for a person to take along, with what it leaves
 * out. Recorded in the audit log: it is about to change what people can reach.
 * @throws Failure `forbidden` without `discovery:block-script`; `invalid` for an appliance that there is not; `conflict` when
 * no app is unsanctioned
 */
export async function generateBlockScript(
  caller: Caller<MemberPrincipal>,
  { appliance }: GenerateScriptInput,
  now: Date,
): Promise<GeneratedScript> {
  authorize(caller.principal, "discovery:block-script");
  const visibility = visibilityOf(caller.principal, "discovery");
  const format = formats.find(({ fileLabel }) => fileLabel === appliance);
  if (format === undefined) throw new Failure("invalid", "There is no such appliance", { field: "appliance" });
  return withTenant(visibility.tenantId, async (tx) => {
    const catalogue = await tenantCatalogue(tx, visibility);
    const apps = await taggedApps(tx, visibility, "unsanctioned", catalogue);
    if (apps.length === 0)
      throw new Failure("conflict", "No app is unsanctioned: mark one first", { messageKey: "nothingToBlock" });
    const domains = apps.flatMap((app) => app.domains);
    const script = renderBlockScript({
      format,
      domains,
      protectedHosts: protectedHosts(catalogue),
      now,
      hasHeader: true,
    });
    const counts = { apps: apps.length, domains: script.count };
    const target = { kind: "block-script", id: format.fileLabel, name: format.name } as const;
    await recordEvent(tx, caller, { action: "block-script.generated", target, detail: counts });
    const nameOf = new Map(apps.flatMap(({ name, domains: own }) => own.map((domain) => [domain, name])));
    return {
      fileName: script.fileName,
      text: script.count === 0 ? "" : script.text,
      applianceName: format.name,
      ...counts,
      refused: script.refused.map((refused) => ({ ...refused, appName: nameOf.get(refused.domain) ?? "" })),
    };
  });
}
