import { expect, test } from "vitest";
import { makeMember, makeTenant, makeToken } from "@/prisma/factories";
import { env } from "../env";
import { appClient } from "./client";
import { withTenant } from "./transaction";

test("the relations of a row, which Prisma asks for all at once, reach the connection one by one", async () => {
  const warnings: string[] = [];
  const note = (warning: Error) => void warnings.push(warning.message);
  process.on("warning", note);
  const owner = await makeMember(appClient(), await makeTenant(appClient()), { role: "security-reader", name: "Ada" });
  const { id } = await makeToken(appClient(), owner, { pepper: env().PORTAL_TOKEN_PEPPER });
  const name = { select: { name: true } } as const;
  const select = { member: name, siemAgent: name, collector: name, test: { select: { id: true } } } as const;
  const rows = await withTenant(owner.tenant.id, (tx) => tx.apiToken.findMany({ where: { id }, select }));
  expect(rows).toEqual([{ member: { name: "Ada" }, siemAgent: null, collector: null, test: null }]);
  process.off("warning", note);
  expect(warnings.filter((text) => text.includes("client.query()"))).toEqual([]);
});

test("a statement that fails does not hold up what follows it", async () => {
  const { id } = await makeTenant(appClient());
  const failed = withTenant(id, (tx) => Promise.all([tx.$queryRaw`select 1 / 0`, tx.member.count()]));
  await expect(failed).rejects.toThrow("division by zero");
  expect(await withTenant(id, (tx) => tx.tenant.count())).toBe(1);
});
