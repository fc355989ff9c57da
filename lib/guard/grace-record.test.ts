import { expect, test } from "vitest";
import { GraceRecord } from "./grace-record";

const contoso = { tenantId: "a", tenantSlug: "contoso" };
const fabrikam = { tenantId: "b", tenantSlug: "fabrikam" };
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

test("calls on grace are kept tenant by tenant with the first and the last, and given away once", () => {
  const record = new GraceRecord();
  expect(record.count(contoso, at(1))).toBe(true);
  expect(record.count(fabrikam, at(2))).toBe(true);
  expect(record.count(contoso, at(3))).toBe(false);
  expect(record.take()).toEqual([
    { ...contoso, from: at(1), until: at(3), calls: 2 },
    { ...fabrikam, from: at(2), until: at(2), calls: 1 },
  ]);
  expect(record.take()).toEqual([]);
});

test("what could not be written is joined with what came later", () => {
  const record = new GraceRecord();
  record.count(contoso, at(1));
  const [unwritten] = record.take();
  record.count(contoso, at(5));
  if (unwritten) record.giveBack(unwritten);
  expect(record.take()).toEqual([{ ...contoso, from: at(1), until: at(5), calls: 2 }]);
});
