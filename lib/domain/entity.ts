import { entityKeys } from "./filter-value";

/** An account in one app, or the user behind accounts of the same id, whose app is 0. */
export type Entity = {
  id: string;
  saas: number;
  inst: number;
  appName: string | null;
  displayName: string;
  domain: string | null;
  /** The organizational unit. */
  organization: string | null;
  isAdmin: boolean;
  /** Null when nobody said. */
  isExternal: boolean | null;
  /** 0 unknown, 1 staged, 2 active, 3 suspended, 4 deleted. */
  status: number;
  userGroups: string[];
  lastSeenAt: Date;
};

/** What names an entity: app 0 is the user. */
export type EntityKey = Pick<Entity, "id" | "saas" | "inst">;

/** A row of the table, but for its tenant. A user's keys are also those of its accounts: who asks for it gets them. */
export type EntityRow = Entity & { entityKeys: string[] };

/** What an activity tells of who did it. */
type Sighting = {
  happenedAt: Date;
  appId: number;
  appName: string;
  instance: number;
  userName: string | null;
  userDisplayName: string | null;
  userDomain: string | null;
  orgUnit: string | null;
  userTags: string[];
  isAdminEvent: boolean;
};

const active = 2;
export const userApp = { saas: 0, inst: 0 } as const;

/**
 * The accounts that activities tell of, and the users behind them, each once with what was last seen. Sorted by key, so
 * that two writers at once take their rows in the same order.
 */
export function entitiesOf(sightings: readonly Sighting[]): EntityRow[] {
  const rows = new Map<string, EntityRow>();
  for (const sighting of [...sightings].sort((one, other) => one.happenedAt.getTime() - other.happenedAt.getTime())) {
    if (sighting.userName === null) continue;
    const account = rowOf(sighting, sighting.userName);
    const user = { ...account, ...userApp, appName: null, entityKeys: keysOf({ id: account.id, ...userApp }) };
    for (const row of [account, user]) {
      const key = `${row.id}|${row.saas}|${row.inst}`;
      rows.set(key, { ...row, isAdmin: row.isAdmin || (rows.get(key)?.isAdmin ?? false) });
    }
  }
  return [...rows.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}

function rowOf(sighting: Sighting, id: string): EntityRow {
  const { appId: saas, instance: inst, appName, userDisplayName, userDomain, orgUnit, userTags } = sighting;
  return {
    id,
    saas,
    inst,
    appName,
    displayName: userDisplayName ?? id,
    domain: userDomain,
    organization: orgUnit,
    // Whoever does what only administrators can is one.
    isAdmin: sighting.isAdminEvent,
    isExternal: null,
    status: active,
    userGroups: userTags,
    lastSeenAt: sighting.happenedAt,
    entityKeys: keysOf({ id, saas, inst }),
  };
}

function keysOf(key: EntityKey): string[] {
  return [...new Set([...entityKeys(key), ...entityKeys({ id: key.id, ...userApp })])];
}

/** The text by which an entity is asked for: base64 of `{"id","saas","inst"}`. */
export function encodeEntityKey({ id, saas, inst }: EntityKey): string {
  const bytes = new TextEncoder().encode(JSON.stringify({ id, saas, inst }));
  return btoa(String.fromCharCode(...bytes));
}

/** Reads it back in the standard or the URL-safe alphabet, padded or not; null when it is none. */
export function decodeEntityKey(text: string): EntityKey | null {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
    const parsed: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof parsed !== "object" || parsed === null) return null;
    const { id, saas, inst }: { id?: unknown; saas?: unknown; inst?: unknown } = parsed;
    const [app, instance] = [Number(saas ?? 0), Number(inst ?? 0)];
    if (typeof id !== "string" || id.includes("\0") || !isInt32(app) || !isInt32(instance)) return null;
    return { id, saas: app, inst: instance };
  } catch {
    return null;
  }
}

function isInt32(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) <= 2_147_483_647;
}
