import type { DemoTenant } from "./demo-people";
import { demoRandom } from "./demo-random";
import { randomText } from "./demo-workforce";

const hexadecimals = "0123456789abcdef";

/** A range of a demo tenant, with its blocks as the database keeps them. */
export type DemoIpRange = {
  id: string;
  name: string;
  category: number;
  organization: string | null;
  overrideOrganization: boolean;
  modifiedAt: Date;
  subnets: { network: string; originalString: string }[];
  tags: { id: string; name: string }[];
};

/** What a demo tenant says about addresses: its offices, its VPN, and a network from which attacks came. */
export function demoIpRanges(tenant: Pick<DemoTenant, "slug" | "name" | "network">, now: Date): DemoIpRange[] {
  const random = demoRandom(`${tenant.slug} ip ranges`);
  const newId = () => randomText(random, hexadecimals, 24);
  const [offices, remote, watched] = ["Offices", "Remote work", "Watch list"].map((name) => ({ id: newId(), name }));
  const plan = [
    { name: `${tenant.name} offices`, category: 1, block: `${tenant.network}.0`, bits: 25, tag: offices },
    { name: `${tenant.name} VPN`, category: 4, block: `${tenant.network}.128`, bits: 26, tag: remote },
    { name: `${tenant.name} administration`, category: 2, block: `${tenant.network}.192`, bits: 26, tag: offices },
    { name: "Hosting with attacks in March", category: 3, block: "192.0.2.192", bits: 26, tag: watched },
  ];
  return plan.map(({ name, category, block, bits, tag }, index) => ({
    id: newId(),
    name,
    category,
    organization: category === 3 ? null : tenant.name,
    overrideOrganization: category === 1,
    modifiedAt: new Date(now.getTime() - (index + 3) * 9 * 24 * 60 * 60 * 1000),
    subnets: [{ network: `::ffff:${block}/${96 + bits}`, originalString: `${block}/${bits}` }],
    tags: tag === undefined ? [] : [tag],
  }));
}
