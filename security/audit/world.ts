import { randomUUID } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import type pg from "pg";
import { endpoints } from "@/lib/api-contract/v1";
import { appClient } from "@/lib/db/client";
import { withTenant } from "@/lib/db/transaction";
import type { Caller, MemberPrincipal } from "@/lib/domain/access";
import type { Role } from "@/lib/domain/role-table";
import type { Tenant } from "@/lib/domain/tenant";
import { env } from "@/lib/env";
import { buildApi } from "@/lib/rest/app";
import { confirmSecondFactor, offerSecondFactor } from "@/lib/sign-in/enrol-second-factor";
import { findSessionAtAnyStage } from "@/lib/sign-in/find-session";
import { issueSignInCode } from "@/lib/sign-in/issue-sign-in-code";
import { openSession } from "@/lib/sign-in/open-session";
import { makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import { foundActions } from "../isolation/portal-actions";

/** Somebody with a session. */
export type Person = TestMember & { caller: Caller<MemberPrincipal> };

/** One tenant on the portal and its API, whose audit log can be made to refuse every row. */
export type World = {
  tenant: Tenant;
  admin: Person;
  /** A full administrator's token. */
  secret: string;
  person: (role?: Role, input?: { password?: string }) => Promise<Person>;
  /** Opens one more session. */
  signIn: (member: TestMember) => Promise<Caller<MemberPrincipal>>;
  /** Gives a person a second factor. @returns a code that their app shows next, and their recovery codes */
  enrol: (person: Person) => Promise<{ code: string; recoveryCodes: string[] }>;
  /** Does what a server action does, for the administrator unless for somebody else. */
  act: (action: string, input: unknown, who?: Person) => Promise<unknown>;
  /** The same for a visitor's action. */
  visit: (action: string, input: unknown) => Promise<unknown>;
  /** Calls an endpoint. @throws what it answered, unless that is a 2xx */
  call: (endpoint: string, input?: ApiInput) => Promise<unknown>;
  /** Sends a file where an upload's URL says. */
  put: (url: string, content: Buffer | string) => Promise<void>;
  /** Does something while every row of the audit log is refused. */
  whileAuditFails: <T>(work: () => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
};

type ApiInput = { body?: unknown; query?: string; parameters?: Record<string, string>; secret?: string };

export const visitor = { ip: "192.0.2.44", userAgent: "test browser", requestId: randomUUID() };

export async function openWorld(owner: pg.Client): Promise<World> {
  const client = appClient();
  const tenant = await makeTenant(client);
  const api = await buildApi({ tenantOfHost: async () => ({ kind: "base" }), clientAddress: () => visitor.ip });
  await api.ready();
  const actions = new Map((await foundActions()).map((action) => [action.name, action]));
  const person: World["person"] = async (role = "security-reader", input = {}) => {
    const member = await makeMember(client, tenant, { role, ...input });
    return { ...member, caller: await signIn(member) };
  };
  const administrator = await person("global-administrator");
  // Used before, so that counting its calls moves nothing that is looked at.
  const used = { pepper: env().PORTAL_TOKEN_PEPPER, lastUsedAt: new Date() };
  const { secret } = await makeToken(client, administrator, used);
  return {
    tenant,
    admin: administrator,
    secret,
    person,
    signIn,
    enrol,
    act: async (name, input, who = administrator) => {
      const action = actions.get(name);
      if (action === undefined || action.who === "visitor") throw new Error(`there is no action ${name} of a member`);
      return action.work(who.caller, action.schema.parse(input));
    },
    visit: async (name, input) => {
      const action = actions.get(name);
      if (action?.who !== "visitor") throw new Error(`there is no action ${name} of a visitor`);
      return action.work(action.schema.parse(input), visitor);
    },
    call: async (name, { body, query = "", parameters = {}, secret: token = secret } = {}) => {
      const [, endpoint] = Object.entries(endpoints).find(([key]) => key === name) ?? [];
      if (endpoint === undefined) throw new Error(`there is no endpoint ${name}`);
      const path = endpoint.path.replace(/:(\w+)/g, (_part, key: string) => encodeURIComponent(parameters[key] ?? ""));
      const { statusCode, payload } = await api.inject({
        method: endpoint.methods[0],
        url: `${path}${query}`,
        headers: { authorization: `Token ${token}` },
        payload: JSON.stringify(body ?? endpoint.example.body ?? {}),
      });
      if (statusCode >= 300) throw new Error(`${name} answered ${statusCode}: ${payload}`);
      return /^[{["]/.test(payload) ? JSON.parse(payload) : payload;
    },
    put: async (url, content) => {
      const { pathname, search } = new URL(url, "http://portal.example");
      const { statusCode, payload } = await api.inject({ method: "PUT", url: pathname + search, payload: content });
      if (statusCode !== 201) throw new Error(`the upload was answered ${statusCode}: ${payload}`);
    },
    whileAuditFails: (work) => refusingAudit(owner, work),
    close: async () => {
      await api.close();
    },
  };
}

async function signIn(member: TestMember): Promise<Caller<MemberPrincipal>> {
  const { id: tenantId } = member.tenant;
  const proof = { tenantId, memberId: member.id, method: "password" as const };
  const code = await withTenant(tenantId, (tx) => issueSignInCode(tx, proof, new Date()));
  const session = await findSessionAtAnyStage(await openSession(visitor, { tenantId, code }));
  if (session === null) throw new Error("the session should be there");
  return { ...visitor, principal: session.principal };
}

async function enrol(person: Person): Promise<{ code: string; recoveryCodes: string[] }> {
  const names = { issuer: "Portcullis test", account: person.email };
  const { secret } = await offerSecondFactor(person.caller, names);
  // The step before this one, so that the present code is still unused.
  const { recoveryCodes, code } = await confirmSecondFactor(person.caller, { code: codeOf(secret, -1) });
  const { id: tenantId } = person.tenant;
  const session = await findSessionAtAnyStage(await openSession(visitor, { tenantId, code }));
  if (session !== null) person.caller = { ...visitor, principal: session.principal };
  return { code: codeOf(secret), recoveryCodes };
}

/** The code that an app with this secret shows, so many 30-second steps from now. */
export function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
}

/** The owner of the tables lets no row into the audit log, as a full disk or a broken chain would. */
export async function refusingAudit<T>(owner: pg.Client, work: () => Promise<T>): Promise<T> {
  await owner.query(`
    create or replace function refuse_audit_row() returns trigger language plpgsql as $$
      begin raise exception 'the audit log refuses this row'; end $$;
    create trigger refuse_audit_row before insert on audit_event for each row execute function refuse_audit_row()`);
  try {
    return await work();
  } finally {
    await owner.query("drop trigger refuse_audit_row on audit_event");
  }
}
