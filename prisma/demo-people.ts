import type { Role } from "@/lib/domain/access";

/** The accounts that every demo tenant has, named for what they may do. */
export const demoAccounts = ["admin", "secadmin", "operator", "compliance", "reader", "reader2", "discovery"] as const;
export type DemoAccount = (typeof demoAccounts)[number];

export const demoRoles: Record<DemoAccount, Role> = {
  admin: "global-administrator",
  secadmin: "security-administrator",
  operator: "security-operator",
  compliance: "compliance-administrator",
  reader: "security-reader",
  reader2: "security-reader",
  discovery: "discovery-global-administrator",
};

export type DemoTenant = {
  /** Fixed, because the portal's database role sees a tenant only by its id. */
  id: string;
  slug: string;
  name: string;
  people: Record<DemoAccount, string>;
  /** First three numbers of the address block of its offices (RFC 5737, documentation only). */
  network: string;
};

/** A demo tenant whose members have been given their ids. */
export type PeopledTenant = DemoTenant & { memberIds: Record<DemoAccount, string> };

export const demoTenants: readonly DemoTenant[] = [
  {
    id: "0190d3a1-0000-7000-8000-00000000c001",
    slug: "contoso",
    name: "Contoso",
    people: {
      admin: "Amara Okafor",
      secadmin: "Jonas Lindqvist",
      operator: "林佳穎",
      compliance: "Beatriz Carvalho",
      reader: "Samuel Osei",
      reader2: "Hanna Virtanen",
      discovery: "Rajesh Iyer",
    },
    network: "203.0.113",
  },
  {
    id: "0190d3a1-0000-7000-8000-00000000fab1",
    slug: "fabrikam",
    name: "Fabrikam",
    people: {
      admin: "Claire Fontaine",
      secadmin: "Mateo Villanueva",
      operator: "Ingrid Solheim",
      compliance: "陳冠宇",
      reader: "Nadia Haddad",
      reader2: "Owen Gallagher",
      discovery: "Yuki Tanabe",
    },
    network: "198.51.100",
  },
];

/** The e-mail that a demo account signs in with. */
export function demoEmail(account: DemoAccount, tenantSlug: string): string {
  return `${account}@${tenantSlug}.example`;
}
