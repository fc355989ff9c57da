import type { Page } from "@playwright/test";
import type { Role } from "@/lib/domain/role-table";
import { makeReport } from "@/prisma/discovery-factories";
import { connectTo, makeMember, makeTenant, makeToken } from "@/prisma/factories";
import { makeActivities, makeAlerts } from "@/prisma/history-factories";
import { makePolicy } from "@/prisma/policy-factories";
import { ageProofs, fingerprintOf, memberIdOf } from "@/prisma/session-factories";
import { makeCalls, type TestCalls } from "@/prisma/usage-factories";
import { tenantUrl } from "./running-portal";

/** Opens nothing but this test's own tenant. */
const password = "a long enough passphrase for a test";

type IssuedToken = { owner: string; role?: Role; name: string; calls?: readonly TestCalls[]; createdAt?: Date };

/** A tenant of the test's own, so that no other test changes what it counts. */
export type OwnTenant = {
  /** The tenant's own URL, without a slash at its end. */
  url: string;
  slug: string;
  raiseAlerts(inputs: Parameters<typeof makeAlerts>[2]): Promise<string[]>;
  recordActivities(inputs: Parameters<typeof makeActivities>[2]): Promise<string[]>;
  /** A report of Cloud Discovery with traffic. */
  addReport(input: Parameters<typeof makeReport>[2]): Promise<{ id: string; name: string }>;
  /** A new token's secret, of a new person in a role. */
  issueSecret(role: Role): Promise<string>;
  /** A token of a new person, with the calls that were counted of it. */
  issueToken(input: IssuedToken): Promise<{ publicId: string; secret: string }>;
  /** A new person, by what they sign in with. */
  addMember(role: Role, name?: string): Promise<{ email: string; password: string }>;
  /** Equal texts mean that nothing was changed in between. */
  fingerprint(): Promise<string>;
  /** Makes the proofs of identity of everybody's sessions old. */
  ageProofs(minutes: number): Promise<void>;
  memberIdOf(email: string): Promise<string>;
  addPolicy(input: Parameters<typeof makePolicy>[2]): Promise<string>;
  /** Signs a new person in. */
  signInAs(page: Page, role: Role, name?: string): Promise<void>;
  close(): Promise<void>;
};

export async function makeOwnTenant(): Promise<OwnTenant> {
  const client = connectTo(process.env.PORTAL_TEST_APP_URL ?? "");
  const authUrl = process.env.PORTAL_TEST_AUTH_URL ?? "";
  const pepper = process.env.PORTAL_TEST_PEPPER ?? "";
  const tenant = await makeTenant(client);
  const url = tenantUrl(tenant.slug);
  const addMember = async (role: Role, name?: string) => {
    const { email } = await makeMember(client, tenant, { role, password, ...(name ? { name } : {}) });
    return { email, password };
  };
  return {
    addMember,
    url,
    slug: tenant.slug,
    raiseAlerts: async (inputs) => (await makeAlerts(client, tenant, inputs)).map(({ id }) => id),
    recordActivities: async (inputs) => (await makeActivities(client, tenant, inputs)).map(({ id }) => id),
    memberIdOf: (email) => memberIdOf(client, tenant, email),
    fingerprint: () => fingerprintOf(client, tenant),
    ageProofs: (minutes) => ageProofs(client, tenant, minutes),
    addPolicy: async (input) => (await makePolicy(client, tenant, input)).id,
    addReport: (input) => makeReport(client, tenant, input),
    issueSecret: async (role) => {
      const member = await makeMember(client, tenant, { role });
      return (await makeToken(client, member, { pepper })).secret;
    },
    issueToken: async ({ owner, role = "security-reader", name, calls = [], createdAt = new Date() }) => {
      const member = await makeMember(client, tenant, { role, name: owner });
      const token = await makeToken(client, member, { pepper, name, createdAt });
      await makeCalls(authUrl, { tenantId: tenant.id, tokenId: token.id }, calls);
      return token;
    },
    signInAs: async (page, role, name) => {
      const { email } = await addMember(role, name);
      await page.goto(`${url}/sign-in`);
      await page.locator('input[name="email"]').fill(email);
      await page.locator('input[name="password"]').fill(password);
      await page.locator('input[name="password"]').press("Enter");
      await page.waitForURL(({ pathname }) => pathname !== "/" && !pathname.startsWith("/sign-in"));
    },
    close: () => client.$disconnect(),
  };
}
