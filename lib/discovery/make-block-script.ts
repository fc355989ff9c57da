import { withTenant } from "../db/transaction";
import { authorize, type Caller, visibilityOf } from "../domain/access";
import type { AppTag } from "../domain/discovery-tag";
import { Failure } from "../domain/failure";
import { BLOCK_FORMATS, blockFormatWithCode, DOMAIN_LIST } from "./block-scripts/block-formats";
import { blockableDomains } from "./block-scripts/blockable-domains";
import { type BlockScript, renderBlockScript } from "./block-scripts/render-block-script";
import { protectedHosts, taggedApps } from "./tagged-apps";
import { tenantCatalogue } from "./tenant-catalogue";

/** `banned` apps are the unsanctioned ones, `allowed` the sanctioned. */
export type BlockedKind = "banned" | "allowed";

const tagOfKind = { banned: "unsanctioned", allowed: "sanctioned" } as const satisfies Record<BlockedKind, AppTag>;

/**
 * The script that makes an appliance refuse the tenant's unsanctioned apps. Sanctioned apps come as a plain list of domains,
 * whatever the appliance: rules that refuse would refuse them.
 * @throws Failure `forbidden` without `discovery:block-script`; `invalid` for a format that there is not
 */
export async function makeBlockScript(
  caller: Caller,
  { kind, code }: { kind: BlockedKind; code: number },
  now: Date,
): Promise<BlockScript> {
  const appliance = blockFormatWithCode(code);
  if (appliance === undefined) {
    const codes = BLOCK_FORMATS.map((format) => `${format.code} ${format.name}`).join(", ");
    throw new Failure("invalid", `format is none of ${codes}`, { field: "format" });
  }
  const { domains, protectedHosts } = await taggedDomains(caller, kind);
  const format = kind === "banned" ? appliance : DOMAIN_LIST;
  return renderBlockScript({ format, domains: domains.flat(), protectedHosts, now });
}

/**
 * The domains of the same apps, one list for each app; an app none of whose domains may be blocked is left out.
 * @throws Failure `forbidden` without `discovery:block-script`
 */
export async function listBlockedDomains(
  caller: Caller,
  { kind, skip, limit }: { kind: BlockedKind; skip: number; limit: number },
): Promise<{ domainLists: string[][]; total: number }> {
  const { domains, protectedHosts } = await taggedDomains(caller, kind);
  const lists = domains
    .map((ofApp) => blockableDomains(ofApp, protectedHosts).domains)
    .filter((ofApp) => ofApp.length > 0);
  return { domainLists: lists.slice(skip, skip + limit), total: lists.length };
}

async function taggedDomains(caller: Caller, kind: BlockedKind) {
  authorize(caller.principal, "discovery:block-script");
  const visibility = visibilityOf(caller.principal, "discovery");
  return withTenant(visibility.tenantId, async (tx) => {
    const catalogue = await tenantCatalogue(tx, visibility);
    const apps = await taggedApps(tx, visibility, tagOfKind[kind], catalogue);
    return { domains: apps.map((app) => app.domains), protectedHosts: protectedHosts(catalogue) };
  });
}
