import { Failure } from "./failure";
import type { PolicyType } from "./policy";
import { type Grant, type Permission, type Role, roleTable } from "./role-table";
import { agentPermissions, type TokenKind } from "./token-kind";

type Identity = {
  tenantId: string;
  tenantSlug: string;
  memberId: string;
  memberName: string;
  memberEmail: string;
  /** The member's role at this request, read from the database and never from a cookie or a token. */
  role: Role;
};

/** A person in the portal; `provenAt` is when they last proved in this session who they are. */
export type MemberPrincipal = Identity & { kind: "member"; sessionId: string; provenAt: Date };
/** A program with a token: it acts with its issuer's role of this moment, an agent within what its kind may. */
export type TokenPrincipal = Identity & {
  kind: "token";
  tokenKind: TokenKind;
  tokenId: string;
  tokenPublicId: string;
  tokenName: string;
};
export type Principal = MemberPrincipal | TokenPrincipal;

/** Who calls, from where, in which request. Every use-case takes one; none can be called anonymously. */
export type Caller<P extends Principal = Principal> = {
  principal: P;
  /** Canonical textual address of the client. */
  ip: string;
  userAgent: string;
  requestId: string;
};

/** What decides on permissions: the role, and for tokens their kind. */
export type RoleHolder = Pick<Principal, "role"> & { tokenKind?: TokenKind };

/** How far the principal's permission reaches. */
export function grantOf({ role, tokenKind = "api" }: RoleHolder, permission: Permission): Grant {
  if (tokenKind !== "api" && !agentPermissions[tokenKind].includes(permission)) return "none";
  return roleTable[role][permission];
}

/** Whether the principal has the permission at all, however narrow. */
export function can(principal: RoleHolder, permission: Permission): boolean {
  return grantOf(principal, permission) !== "none";
}

/** Whether this role sees and manages everything in its tenant. */
export function isFullAdministrator(principal: RoleHolder): boolean {
  return can(principal, "token:list-all");
}

/** @throws Failure `forbidden` when the principal lacks the permission. */
export function authorize(principal: RoleHolder, permission: Permission): void {
  if (!can(principal, permission)) throw insufficientPermissions(permission, principal.role);
}

/** The refusal for a caller who is known but may not do this. Clients search its text. */
export function insufficientPermissions(permission: Permission, role: Role): Failure {
  return new Failure("forbidden", "Insufficient role based permissions", {
    detail: `${role} lacks ${permission}`,
    messageKey: "forbidden",
  });
}

declare const visibilityBrand: unique symbol;

/**
 * Which rows a principal may see. Stores take it as their first argument and only this file can make one, so a store
 * cannot be called without a decision about the tenant.
 */
export type Visibility = (
  | { readonly reach: "tenant"; readonly tenantId: string }
  | { readonly reach: "own"; readonly tenantId: string; readonly memberId: string }
  | { readonly reach: "discovery"; readonly tenantId: string }
) & { readonly [visibilityBrand]: true };

/** The things whose rows a visibility can speak of. */
export type VisibleNoun =
  | "token"
  | "alert"
  | "activity"
  | "discovery"
  | "member"
  | "audit"
  | "ip-range"
  | "entity"
  | "file"
  | "policy";

/**
 * Which rows of a noun the principal sees.
 * @throws Failure `forbidden` when it sees none.
 */
export function visibilityOf(principal: Principal, noun: VisibleNoun): Visibility {
  const { tenantId, memberId } = principal;
  if (noun === "token") {
    if (can(principal, "token:list-all")) return seal({ reach: "tenant", tenantId });
    authorize(principal, "token:list-own");
    return seal({ reach: "own", tenantId, memberId });
  }
  authorize(principal, `${noun}:read`);
  if (grantOf(principal, `${noun}:read`) === "discovery") return seal({ reach: "discovery", tenantId });
  return seal({ reach: "tenant", tenantId });
}

/**
 * The rows that a person may act on in a noun: what they see, cut down to their own where they may change only that.
 * @throws Failure `forbidden` when they may change none.
 */
export function revocableTokens(principal: Principal): Visibility {
  const { tenantId, memberId } = principal;
  if (can(principal, "token:revoke-all")) return seal({ reach: "tenant", tenantId });
  authorize(principal, "token:revoke-own");
  return seal({ reach: "own", tenantId, memberId });
}

/**
 * The alerts that a principal may close.
 * @throws Failure `forbidden` when it may close none.
 */
export function closableAlerts(principal: Principal): Visibility {
  authorize(principal, "alert:close");
  const { tenantId } = principal;
  return seal(
    grantOf(principal, "alert:close") === "discovery"
      ? { reach: "discovery", tenantId }
      : { reach: "tenant", tenantId },
  );
}

/**
 * The IP ranges that a principal may change.
 * @throws Failure `forbidden` when it may change none.
 */
export function changeableIpRanges(principal: Principal): Visibility {
  authorize(principal, "ip-range:write");
  return seal({ reach: "tenant", tenantId: principal.tenantId });
}

const policyTypesWithin: Record<Grant, readonly PolicyType[] | "all"> = {
  tenant: "all",
  discovery: ["NEW_SERVICE", "ANOMALY_DISCOVERY"],
  "file-policies": ["FILE"],
  none: [],
};

/** Whether the principal may make, or change, policies of a type. */
export function canForPolicyType(
  principal: Pick<Principal, "role">,
  permission: "policy:create" | "policy:write",
  type: PolicyType,
): boolean {
  const types = policyTypesWithin[grantOf(principal, permission)];
  return types === "all" || types.includes(type);
}

/**
 * The policies that a principal may make, or change.
 * @throws Failure `forbidden` when it may none of this type
 */
export function writablePolicies(
  principal: Principal,
  permission: "policy:create" | "policy:write",
  type: PolicyType,
): Visibility {
  if (!canForPolicyType(principal, permission, type)) throw insufficientPermissions(permission, principal.role);
  return seal({ reach: "tenant", tenantId: principal.tenantId });
}

/**
 * The settings of Cloud Discovery that a principal may change: data sources, custom apps, defaults.
 * @throws Failure `forbidden` when it may change none.
 */
export function changeableDiscovery(principal: Principal): Visibility {
  authorize(principal, "settings:write");
  return seal({ reach: "tenant", tenantId: principal.tenantId });
}

/**
 * The settings of Cloud Discovery that a principal may look at.
 * @throws Failure `forbidden` when it may look at none.
 */
export function readableDiscoverySettings(principal: Principal): Visibility {
  authorize(principal, "settings:read");
  return seal({ reach: "tenant", tenantId: principal.tenantId });
}

/**
 * Where a principal may put activities that it brings.
 * @throws Failure `forbidden` when it may bring none.
 */
export function ingestibleActivities(principal: Principal): Visibility {
  authorize(principal, "activity:ingest");
  return seal({ reach: "tenant", tenantId: principal.tenantId });
}

/**
 * The SIEM agents that a principal may see and change.
 * @throws Failure `forbidden` when it may none
 */
export function manageableSiemAgents(principal: Principal): Visibility {
  authorize(principal, "siem-agent:manage");
  return seal({ reach: "tenant", tenantId: principal.tenantId });
}

/**
 * The log collectors that a principal may see and change.
 * @throws Failure `forbidden` when it may none
 */
export function manageableLogCollectors(principal: Principal): Visibility {
  authorize(principal, "log-collector:manage");
  return seal({ reach: "tenant", tenantId: principal.tenantId });
}

/**
 * Where a principal may put logs that it uploads. It need not be able to read what becomes of them.
 * @throws Failure `forbidden` when it may upload none.
 */
export function uploadableDiscovery(principal: Principal): Visibility {
  authorize(principal, "discovery:upload");
  return seal({ reach: "tenant", tenantId: principal.tenantId });
}

/**
 * Where a principal may put files that it tells of.
 * @throws Failure `forbidden` when it may tell of none.
 */
export function ingestibleFiles(principal: Principal): Visibility {
  authorize(principal, "file:ingest");
  return seal({ reach: "tenant", tenantId: principal.tenantId });
}

/** The caller's own rows, whatever the role: their sessions, their tokens. */
export function ownRows(principal: Principal): Visibility {
  return seal({ reach: "own", tenantId: principal.tenantId, memberId: principal.memberId });
}

type Unsealed =
  | { reach: "tenant"; tenantId: string }
  | { reach: "own"; tenantId: string; memberId: string }
  | { reach: "discovery"; tenantId: string };

/** The one place where a visibility comes into being. */
function seal(visibility: Unsealed): Visibility {
  return visibility as Visibility;
}
