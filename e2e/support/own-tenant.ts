import type { Page } from "@playwright/test";
import type { Role } from "@/lib/domain/role-table";
import { connectTo, makeMember, makeTenant, makeToken } from "@/prisma/factories";
import { makeActivities, makeAlerts } from "@/prisma/history-factories";
import { makePolicy } from "@/prisma/policy-factories";
import { tenantUrl } from "./running-portal";

/** Opens nothing but this test's own tenant. */
const password = "a long enough passphrase for a test";

/** A tenant of the test's own, so that no other test changes what it counts. */
export type OwnTenant = {
  /** The tenant's own URL, without a slash at its end. */
  url: string;
  slug: string;
  raiseAlerts(inputs: Parameters<typeof makeAlerts>[2]): Promise<string[]>;
  recordActivities(inputs: Parameters<typeof makeActivities>[2]): Promise<string[]>;
  addPolicy(input: Parameters<typeof makePolicy>[2]): Promise<string>;
  /** A token of a new full administrator. */
  issueToken(): Promise<string>;
  /** Signs a new person in. */
  signInAs(page: Page, role: Role, name?: string): Promise<void>;
  close(): Promise<void>;
};

export async function makeOwnTenant(): Promise<OwnTenant> {
  const client = connectTo(process.env.PORTAL_TEST_APP_URL ?? "");
  const tenant = await makeTenant(client);
  const url = tenantUrl(tenant.slug);
  return {
    url,
    slug: tenant.slug,
    raiseAlerts: async (inputs) => (await makeAlerts(client, tenant, inputs)).map(({ id }) => id),
    recordActivities: async (inputs) => (await makeActivities(client, tenant, inputs)).map(({ id }) => id),
    addPolicy: async (input) => (await makePolicy(client, tenant, input)).id,
    issueToken: async () => {
      const admin = await makeMember(client, tenant, { role: "global-administrator" });
      return (await makeToken(client, admin, { pepper: process.env.PORTAL_TEST_PEPPER ?? "" })).secret;
    },
    signInAs: async (page, role, name) => {
      const { email } = await makeMember(client, tenant, { role, password, ...(name ? { name } : {}) });
      await page.goto(`${url}/sign-in`);
      await page.locator('input[name="email"]').fill(email);
      await page.locator('input[name="password"]').fill(password);
      await page.locator('input[name="password"]').press("Enter");
      await page.waitForURL(({ pathname }) => pathname !== "/" && !pathname.startsWith("/sign-in"));
    },
    close: () => client.$disconnect(),
  };
}
