import { randomUUID } from "node:crypto";
import { createClient } from "@/lib/db/create-client";
import { encodeEntityKey } from "@/lib/domain/entity";
import type { Role } from "@/lib/domain/role-table";
import type { Tenant } from "@/lib/domain/tenant";
import { makeDataSource } from "@/prisma/discovery-factories";
import { makeMember, makeTenant, makeToken, suspendTenant } from "@/prisma/factories";
import { makeFiles } from "@/prisma/file-factories";
import { makeActivities, makeAlerts, makeEntities } from "@/prisma/history-factories";
import { makeOnlyIpRange } from "@/prisma/ip-range-factories";
import { makePolicy } from "@/prisma/policy-factories";

/** A tenant of the test's own with what the API shows: rows and tokens in the running portal's database. */
export type ApiWorld = {
  tenant: Tenant;
  /** A new token of a new person in a role. */
  issue(role: Role, options?: { revokedAt?: Date; deactivatedAt?: Date }): Promise<string>;
  /** A new open alert's id. */
  raiseAlert(input?: Parameters<typeof makeAlerts>[2][number]): Promise<string>;
  /** New activities' ids. */
  recordActivities(inputs: Parameters<typeof makeActivities>[2]): Promise<string[]>;
  /** The id of a new policy that watches files. */
  addPolicy(): Promise<string>;
  /** The id of a new file. */
  storeFile(input?: Parameters<typeof makeFiles>[2][number]): Promise<string>;
  /** The key of a new account, in text. */
  sightAccount(): Promise<string>;
  /** The id of the tenant's only IP range, in place of those that it had. */
  declareIpRange(): Promise<string>;
  /** The id of a new data source. */
  addDataSource(): Promise<string>;
  /** As an operator suspends a tenant. */
  suspend(): Promise<void>;
  close(): Promise<void>;
};

export async function makeApiWorld(): Promise<ApiWorld> {
  const client = createClient(setting("PORTAL_TEST_APP_URL"));
  const pepper = setting("PORTAL_TEST_PEPPER");
  const tenant = await makeTenant(client);
  return {
    tenant,
    issue: async (role, { revokedAt, deactivatedAt } = {}) => {
      const member = await makeMember(client, tenant, { role, deactivatedAt: deactivatedAt ?? null });
      return (await makeToken(client, member, { pepper, revokedAt: revokedAt ?? null })).secret;
    },
    raiseAlert: async (input = {}) => {
      const [alert] = await makeAlerts(client, tenant, [input]);
      return alert?.id ?? "";
    },
    recordActivities: async (inputs) => (await makeActivities(client, tenant, inputs)).map(({ id }) => id),
    sightAccount: async () => {
      const [account] = await makeEntities(client, tenant, [{ userName: `${randomUUID()}@contoso.example`, appId: 1 }]);
      return account === undefined ? "" : encodeEntityKey({ ...account, saas: 1, inst: 0 });
    },
    addPolicy: async () => (await makePolicy(client, tenant)).id,
    storeFile: async (input = {}) => {
      const [file] = await makeFiles(client, tenant, [input]);
      return file?.id ?? "";
    },
    declareIpRange: () => makeOnlyIpRange(client, tenant),
    addDataSource: async () => (await makeDataSource(client, tenant)).id,
    suspend: () => suspendTenant(client, tenant),
    close: () => client.$disconnect(),
  };
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests with npm test`);
  return value;
}
