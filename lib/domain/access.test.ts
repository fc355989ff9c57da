import { describe, expect, test } from "vitest";
import { authorize, can, isFullAdministrator, type MemberPrincipal, visibilityOf } from "./access";
import { isFailure } from "./failure";
import { permissionsOf } from "./permissions-of";
import { permissions, type Role, roles, roleTable } from "./role-table";
import type { TokenKind } from "./token-kind";

const anna = (role: Role): MemberPrincipal => ({
  kind: "member",
  tenantId: "tenant-a",
  tenantSlug: "a",
  memberId: "anna",
  memberName: "Anna",
  memberEmail: "anna@a.example",
  role,
  sessionId: "s",
  provenAt: new Date(0),
});

describe("the role table", () => {
  test("T-12: answers every permission for every role", () => {
    for (const role of roles) expect(Object.keys(roleTable[role]).sort()).toEqual([...permissions].sort());
    expect(Object.keys(roleTable).sort()).toEqual([...roles].sort());
  });

  test("knows exactly three roles with full permissions, and they may do everything", () => {
    const full = roles.filter((role) => isFullAdministrator({ role }));
    expect(full).toEqual(["global-administrator", "security-administrator", "cloud-app-security-administrator"]);
    for (const role of full) for (const permission of permissions) expect(can({ role }, permission)).toBe(true);
  });

  test("lets a security reader issue tokens but change nothing else", () => {
    const allowed = permissionsOf({ role: "security-reader" });
    expect(allowed).toEqual([
      "token:generate",
      "token:list-own",
      "token:revoke-own",
      "alert:read",
      "activity:read",
      "entity:read",
      "file:read",
      "policy:read",
      "discovery:read",
      "member:read",
    ]);
  });

  test("keeps a Cloud Discovery administrator to discovery's alerts and away from activities", () => {
    expect(visibilityOf(anna("discovery-global-administrator"), "alert").reach).toBe("discovery");
    expect(() => visibilityOf(anna("discovery-global-administrator"), "activity")).toThrow("Insufficient role");
  });

  test("gives a global reader the audit log to read and no tokens", () => {
    expect(can({ role: "global-reader" }, "audit:read")).toBe(true);
    expect(can({ role: "global-reader" }, "token:generate")).toBe(false);
    expect(() => visibilityOf(anna("global-reader"), "token")).toThrow("Insufficient role");
  });
});

describe("an agent's token", () => {
  test("may do what its kind is for and nothing else, whatever its issuer may", () => {
    const role = "global-administrator";
    const allowed = (tokenKind: TokenKind) => permissionsOf({ role, tokenKind });
    expect(allowed("api")).toEqual(permissions);
    expect(allowed("siem-agent")).toEqual(["alert:read", "activity:read"]);
    expect(allowed("log-collector")).toEqual(["discovery:upload"]);
  });

  test("T-13: may no more than its issuer", () => {
    expect(can({ role: "discovery-global-administrator", tokenKind: "siem-agent" }, "activity:read")).toBe(false);
    expect(can({ role: "security-reader", tokenKind: "log-collector" }, "discovery:upload")).toBe(false);
  });
});

describe("what a principal sees", () => {
  test("full administrators see their tenant's tokens, everyone else only their own", () => {
    expect(visibilityOf(anna("security-administrator"), "token")).toEqual({ reach: "tenant", tenantId: "tenant-a" });
    expect(visibilityOf(anna("security-operator"), "token")).toEqual({
      reach: "own",
      tenantId: "tenant-a",
      memberId: "anna",
    });
  });

  test("a refusal says what clients search for and keeps the permission for the log", () => {
    const refusal = (() => {
      try {
        authorize(anna("security-reader"), "alert:close");
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(isFailure(refusal)).toBe(true);
    expect(refusal).toMatchObject({
      code: "forbidden",
      publicMessage: "Insufficient role based permissions",
      detail: "security-reader lacks alert:close",
    });
  });
});
