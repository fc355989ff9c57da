/** The roles that exist so far. Roles scoped to an app or a user group will join with grants of their own. */
export const roles = [
  "global-administrator",
  "security-administrator",
  "cloud-app-security-administrator",
  "compliance-administrator",
  "compliance-data-administrator",
  "security-operator",
  "security-reader",
  "global-reader",
  "discovery-global-administrator",
  "discovery-report-administrator",
] as const;
export type Role = (typeof roles)[number];

export const permissions = [
  "token:generate",
  "token:list-own",
  "token:list-all",
  "token:revoke-own",
  "token:revoke-all",
  "alert:read",
  "alert:close",
  "activity:read",
  "activity:ingest",
  "entity:read",
  "file:read",
  "file:ingest",
  "policy:read",
  "policy:create",
  "policy:write",
  "discovery:read",
  "discovery:upload",
  "discovery:block-script",
  "discovery:deanonymise",
  "app:sanction",
  "ip-range:read",
  "ip-range:write",
  "siem-agent:manage",
  "log-collector:manage",
  "member:read",
  "member:manage",
  "audit:read",
  "settings:read",
  "settings:write",
] as const;
export type Permission = (typeof permissions)[number];

/**
 * How far a permission reaches: the whole tenant, only Cloud Discovery's part of it, only file policies, or nowhere.
 */
export type Grant = "tenant" | "discovery" | "file-policies" | "none";

const Y = "tenant";
const D = "discovery";
const F = "file-policies";
const N = "none";

const fullAdministrator: Record<Permission, Grant> = {
  "token:generate": Y,
  "token:list-own": Y,
  "token:list-all": Y,
  "token:revoke-own": Y,
  "token:revoke-all": Y,
  "alert:read": Y,
  "alert:close": Y,
  "activity:read": Y,
  "activity:ingest": Y,
  "entity:read": Y,
  "file:read": Y,
  "file:ingest": Y,
  "policy:read": Y,
  "policy:create": Y,
  "policy:write": Y,
  "discovery:read": Y,
  "discovery:upload": Y,
  "discovery:block-script": Y,
  "discovery:deanonymise": Y,
  "app:sanction": Y,
  "ip-range:read": Y,
  "ip-range:write": Y,
  "siem-agent:manage": Y,
  "log-collector:manage": Y,
  "member:read": Y,
  "member:manage": Y,
  "audit:read": Y,
  "settings:read": Y,
  "settings:write": Y,
};

/** Reads the tenant's data, owns tokens, changes nothing: what the roles below add to. */
const reader: Record<Permission, Grant> = {
  "token:generate": Y,
  "token:list-own": Y,
  "token:list-all": N,
  "token:revoke-own": Y,
  "token:revoke-all": N,
  "alert:read": Y,
  "alert:close": N,
  "activity:read": Y,
  "activity:ingest": N,
  "entity:read": Y,
  "file:read": Y,
  "file:ingest": N,
  "policy:read": Y,
  "policy:create": N,
  "policy:write": N,
  "discovery:read": Y,
  "discovery:upload": N,
  "discovery:block-script": N,
  "discovery:deanonymise": N,
  "app:sanction": N,
  "ip-range:read": N,
  "ip-range:write": N,
  "siem-agent:manage": N,
  "log-collector:manage": N,
  "member:read": Y,
  "member:manage": N,
  "audit:read": N,
  "settings:read": N,
  "settings:write": N,
};

const discoveryReportAdministrator: Record<Permission, Grant> = {
  ...reader,
  "alert:read": D,
  "activity:read": N,
  "entity:read": N,
  "file:read": N,
  "policy:create": D,
  "member:read": N,
  "settings:read": Y,
};

const compliance: Record<Permission, Grant> = {
  ...reader,
  "alert:close": Y,
  "policy:create": F,
  "policy:write": F,
  "ip-range:read": Y,
  "settings:read": Y,
};

/**
 * What each role may do: the table of the product's role contract, section C.3. Where documentation and matrix disagree
 * it takes the narrower reading. `activity:ingest` and `file:ingest` are this product's own: who may write evidence may
 * also plant it, so that full administrators alone may. So may they alone resolve the encrypted name of a person
 * (`discovery:deanonymise`): the contract leaves that to the assignment of a role, and none is assigned with it yet. Total
 * by type: a new permission does not compile until every role says yes or no.
 */
export const roleTable: Record<Role, Record<Permission, Grant>> = {
  "global-administrator": fullAdministrator,
  "security-administrator": fullAdministrator,
  "cloud-app-security-administrator": fullAdministrator,
  "compliance-administrator": compliance,
  "compliance-data-administrator": compliance,
  "security-operator": { ...reader, "alert:close": Y },
  "security-reader": reader,
  "global-reader": {
    ...reader,
    "token:generate": N,
    "token:list-own": N,
    "token:revoke-own": N,
    "ip-range:read": Y,
    "audit:read": Y,
    "settings:read": Y,
  },
  "discovery-global-administrator": {
    ...discoveryReportAdministrator,
    "alert:close": D,
    "policy:write": D,
    "discovery:upload": Y,
    "discovery:block-script": Y,
    "app:sanction": Y,
    "log-collector:manage": Y,
    "settings:write": D,
  },
  "discovery-report-administrator": discoveryReportAdministrator,
};
