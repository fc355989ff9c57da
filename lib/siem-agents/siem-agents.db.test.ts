import { beforeEach, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { siemAgentSettings, siemAgentsMaximum } from "../domain/siem-agent";
import { addSiemAgent } from "./add-siem-agent";
import { regenerateSiemAgentToken } from "./change-siem-agent";
import { listSiemAgents } from "./list-siem-agents";

const client = appClient();
/** Ada administrates a tenant of her own in each test, Bob another one. */
let ada: TestMember;
let bob: TestMember;

beforeEach(async () => {
  ada = await makeMember(client, await makeTenant(client), { role: "global-administrator", name: "Ada" });
  bob = await makeMember(client, await makeTenant(client), { role: "global-administrator", name: "Bob" });
});

function add(member: TestMember, name: string) {
  const destination = { host: "siem.contoso.example", port: 514, protocol: "tcp", caPem: null };
  const format = { format: "generic-cef", timeFormat: "rfc5424", includePriority: true, includeSystemName: true };
  const settings = siemAgentSettings.parse({
    name,
    ...format,
    ...destination,
    alertFilters: {},
    activityFilters: null,
  });
  return addSiemAgent(callerOf(member), settings);
}

test("a SIEM agent has one living token, however many people renew it at once", async () => {
  const { id } = await add(ada, "splunk");
  await Promise.all([1, 2, 3].map(() => regenerateSiemAgentToken(callerOf(ada), { id })));
  const living = await withTenant(ada.tenant.id, (tx) => tx.apiToken.count({ where: { revokedAt: null } }));
  expect(living).toBe(1);
});

test("a tenant that has as many SIEM agents as it may have gets no other, and keeps nobody else from one", async () => {
  for (let made = 0; made < siemAgentsMaximum; made += 1) await add(ada, `splunk ${made}`);
  await expect(add(ada, "one more")).rejects.toMatchObject({ code: "conflict", messageKey: "tooManySiemAgents" });
  expect(await listSiemAgents(callerOf(ada))).toHaveLength(siemAgentsMaximum);
  await add(bob, "splunk");
}, 60_000);
