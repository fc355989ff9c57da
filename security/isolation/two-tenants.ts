import { randomUUID } from "node:crypto";
import { appClient } from "@/lib/db/client";
import type { Caller, MemberPrincipal } from "@/lib/domain/access";
import { type Role, roles } from "@/lib/domain/role-table";
import type { Tenant } from "@/lib/domain/tenant";
import { env } from "@/lib/env";
import { makeDataSource, makeReport } from "@/prisma/discovery-factories";
import { callerOf, makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import { makeFiles } from "@/prisma/file-factories";
import { makeActivities, makeAlerts, makeEntities } from "@/prisma/history-factories";
import { makeOnlyIpRange } from "@/prisma/ip-range-factories";
import { makePolicy } from "@/prisma/policy-factories";
import type { Random } from "./random";
import type { Truth } from "./truth";

/** One of four people of a tenant, as the portal and as the API know them. */
export type Person = {
  caller: Caller<MemberPrincipal>;
  secret: string;
  tokenPublicId: string;
};

/** A tenant of the pair, with what is known of it at the moment. */
export type Side = {
  name: "A" | "B";
  tenant: Tenant;
  /** A word that stands in every text of this tenant, and that no test hands to the other. */
  marker: string;
  people: Person[];
  /** The keys of its rows by `table.column`. */
  keys: Map<string, string[]>;
  /** The same without their places. */
  allKeys: Set<string>;
  /** Upload URLs that its people got. */
  uploadUrls: string[];
  /** Cursors of its lists. */
  cursors: string[];
  /** Its keys that the other tenant has asked with. */
  told: Set<string>;
  /** Those of them that the other tenant may have stored as a text of its own, such as a name. */
  planted: Set<string>;
};

const client = appClient;

/**
 * Two tenants with four people each and something of everything. Both use the same names, so that a name of the other that
 * is refused as taken is noticed.
 */
export async function makeTwoTenants(truth: Truth, random: Random): Promise<[Side, Side]> {
  return [await makeSide("A", truth, random), await makeSide("B", truth, random)];
}

/** Reads anew which rows a tenant has, and what its people may. */
export async function refresh(side: Side, truth: Truth): Promise<void> {
  side.keys = await truth.keys(side.tenant.id);
  side.allKeys = new Set([...side.keys.values()].flat());
  const members = await truth.query<{ id: string; role: Role }>("select id, role from member where tenant_id = $1", [
    side.tenant.id,
  ]);
  const roleOf = new Map(members.map(({ id, role }) => [id, role]));
  for (const { caller } of side.people)
    caller.principal.role = roleOf.get(caller.principal.memberId) ?? caller.principal.role;
}

async function makeSide(name: Side["name"], truth: Truth, random: Random): Promise<Side> {
  const marker = `mark${randomUUID().replaceAll("-", "").slice(0, 16)}`;
  const tenant = await makeTenant(client(), { name: `Tenant ${marker}` });
  const chosen: Role[] = ["global-administrator", random.of(roles), random.of(roles), random.of(roles)];
  const members: TestMember[] = [];
  for (const [place, role] of chosen.entries())
    members.push(await makeMember(client(), tenant, { role, name: `Person ${place} ${marker}` }));
  await fill(tenant, marker);
  const side: Side = {
    name,
    tenant,
    marker,
    people: [],
    keys: new Map(),
    allKeys: new Set(),
    uploadUrls: [],
    cursors: [],
    told: new Set(),
    planted: new Set(),
  };
  for (const member of members) {
    const name = `Token ${member.name}`;
    const token = await makeToken(client(), member, { pepper: env().PORTAL_TOKEN_PEPPER, name });
    side.people.push({ caller: callerOf(member), secret: token.secret, tokenPublicId: token.publicId });
  }
  await refresh(side, truth);
  return side;
}

async function fill(tenant: Tenant, marker: string): Promise<void> {
  const about = { title: `Alert ${marker}`, description: marker };
  await makeAlerts(client(), tenant, [about, { ...about, severity: 2 }, { ...about, isDiscovery: true }]);
  const acted = { description: marker, userName: `megan@${marker}.example`, userDisplayName: `Megan ${marker}` };
  await makeActivities(client(), tenant, [acted, { ...acted, eventType: "EVENT_CATEGORY_LOGIN" }]);
  await makeEntities(client(), tenant, [{ ...acted, appId: 15600 }]);
  const owned = { name: `plan ${marker}.docx`, ownerName: marker, ownerAddress: `megan@${marker}.example` };
  await makeFiles(client(), tenant, [owned, owned]);
  await makePolicy(client(), tenant, { name: `Policy ${marker}`, description: marker });
  await makeOnlyIpRange(client(), tenant);
  const traffic = [{ user: `amy@${marker}.example` }, { user: `bob@${marker}.example`, appId: 15600 }];
  await makeReport(client(), tenant, { name: `Proxy ${marker}`, traffic });
  await makeReport(client(), tenant, { name: `Snapshot ${marker}`, kind: "snapshot", traffic });
  await makeDataSource(client(), tenant, { name: `Source ${marker}` });
}
