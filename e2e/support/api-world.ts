import { createClient } from "@/lib/db/create-client";
import type { Role } from "@/lib/domain/access";
import type { Tenant } from "@/lib/domain/tenant";
import { makeMember, makeTenant, makeToken } from "@/prisma/factories";
import { makeActivities, makeAlerts } from "@/prisma/history-factories";

/** A tenant of the test's own with what the API shows: rows and tokens in the running portal's database. */
export type ApiWorld = {
  tenant: Tenant;
  /** A new token of a new person in a role. */
  issue(role: Role, options?: { revokedAt?: Date; deactivatedAt?: Date }): Promise<string>;
  /** A new open alert's id. */
  raiseAlert(input?: Parameters<typeof makeAlerts>[2][number]): Promise<string>;
  /** New activities' ids. */
  recordActivities(inputs: Parameters<typeof makeActivities>[2]): Promise<string[]>;
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
    close: () => client.$disconnect(),
  };
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests with npm test`);
  return value;
}
