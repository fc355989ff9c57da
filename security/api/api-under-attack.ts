import type { FastifyInstance } from "fastify";
import { appClient } from "@/lib/db/client";
import type { Role } from "@/lib/domain/role-table";
import { env } from "@/lib/env";
import { buildApi } from "@/lib/rest/app";
import { makeMember, makeToken } from "@/prisma/factories";
import { seededRandom } from "../isolation/random";
import { openTruth, type Truth } from "../isolation/truth";
import { makeTwoTenants, type Side } from "../isolation/two-tenants";

/** The API in this process with two tenants on it, and the superuser who sees what became of them. */
export type ApiUnderAttack = {
  app: FastifyInstance;
  truth: Truth;
  own: Side;
  other: Side;
  /** A full administrator's token of the own tenant. */
  secret: string;
  /** A new token of a new person of the own tenant. */
  secretOf: (role: Role) => Promise<string>;
  close: () => Promise<void>;
};

/** Wide enough that no attack is stopped by them. All processes on one database have the same. */
export const attackLimits = { perToken: 1_000_000, perTenant: 1_000_000, failuresPerAddress: 1_000_000 };

/** Whatever is answered, none of this may be in it: stacks, statements, names and versions of what is inside. */
export const insides =
  /\bat [\w.<>]+ \(|node_modules|\bprisma|postgres|portcullis_(app|auth|lookup)|\bselect\b.+\bfrom\b|syntax error|relation "|column "|violates|ECONN|fastify|TypeError|Cannot read/i;

export async function openApiUnderAttack(): Promise<ApiUnderAttack> {
  const admin = new URL(process.env.TEST_DATABASE_ADMIN_URL ?? "");
  admin.pathname = new URL(env().DATABASE_URL).pathname;
  const truth = await openTruth(admin.href);
  const app = await buildApi({
    tenantOfHost: async (host) => {
      const slug = /^(.+)\.localhost$/.exec(host ?? "")?.[1];
      return slug === undefined ? { kind: "base" } : { kind: "tenant", slug };
    },
    clientAddress: () => "192.0.2.1",
    limits: attackLimits,
  });
  await app.ready();
  const [own, other] = await makeTwoTenants(truth, seededRandom(1));
  const secretOf = async (role: Role) => {
    const member = await makeMember(appClient(), own.tenant, { role });
    return (await makeToken(appClient(), member, { pepper: env().PORTAL_TOKEN_PEPPER })).secret;
  };
  return {
    app,
    truth,
    own,
    other,
    secret: await secretOf("global-administrator"),
    secretOf,
    close: async () => {
      await app.close();
      await truth.close();
    },
  };
}
