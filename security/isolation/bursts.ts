import assert from "node:assert/strict";
import type { AsyncCommand } from "fast-check";
import { isFullAdministrator } from "@/lib/domain/access";
import { flushRecordedCalls } from "@/lib/tokens/record-call";
import { twinOf } from "./input-of";
import type { Operation, Outcome } from "./operations";
import { seededRandom } from "./random";
import { subjectsOf } from "./subjects";
import type { Truth } from "./truth";
import { refresh, type Side } from "./two-tenants";

/** What the portal is judged by: who may do what, and what belongs to whom. */
export type Model = { sides: [Side, Side]; truth: Truth };
export type Portal = { operations: readonly Operation[]; tally: Tally };

/** How often each operation ended how, and how many questions about the other tenant's keys were compared with a twin. */
export type Tally = { done: number; twins: number; accepted: Map<string, number>; refused: Map<string, number> };

export function emptyTally(): Tally {
  return { done: 0, twins: 0, accepted: new Map(), refused: new Map() };
}

/**
 * Somebody of one tenant does a few random things with keys of both. Then the other tenant must be as it was, and nothing
 * that was answered may hold a word or a key of it.
 */
export class Burst implements AsyncCommand<Model, Portal> {
  constructor(
    private readonly actsFirst: boolean,
    private readonly seeds: readonly number[],
  ) {}

  check(): boolean {
    return true;
  }

  async run({ sides, truth }: Model, portal: Portal): Promise<void> {
    const [own, other] = this.actsFirst ? sides : [sides[1], sides[0]];
    const before = await truth.fingerprint(other.tenant.id);
    for (const seed of this.seeds) await operate(portal, own, other, seed, truth);
    await assertCounts(portal, own, truth);
    // Last, with the calls that the counting itself made: written later, they would change rows of who is `other` then.
    await flushRecordedCalls();
    assert.deepEqual(await truth.fingerprint(other.tenant.id), before, `${own.name} changed rows of ${other.name}`);
  }

  toString(): string {
    return `${this.actsFirst ? "A" : "B"}(${this.seeds.join(",")})`;
  }
}

/** What a full administrator's lists count is what is there of the tenant, and nothing besides. */
async function assertCounts({ operations }: Portal, own: Side, truth: Truth): Promise<void> {
  const administrator = own.people.find(({ caller }) => isFullAdministrator(caller.principal));
  if (administrator === undefined) return;
  for (const [name, table] of Object.entries(countedLists)) {
    const list = operations.find((operation) => operation.name === name);
    const request = { method: "POST", path: list?.path, parameters: {}, body: {} };
    const outcome = await list?.run(administrator, request);
    if (outcome === undefined || outcome.refused) continue;
    const { total } = JSON.parse(textOf(outcome));
    assert.equal(total, await truth.count(table, own.tenant.id), `${name} of ${own.name} counts`);
  }
}

const countedLists = {
  "API listAlerts": "alert",
  "API listActivities": "activity",
  "API listFiles": "cloud_file",
  "API listPolicies": "policy",
  "API listIpRanges": "ip_range",
  "API listDataSources": "discovery_data_source",
};

async function operate(portal: Portal, own: Side, other: Side, seed: number, truth: Truth): Promise<void> {
  const { operations, tally } = portal;
  const random = seededRandom(seed);
  const operation = random.of(operations);
  const person = random.of(own.people);
  const input = operation.input(subjectsOf(random, own, other, operation.name));
  if (input === undefined) return;
  const what = `${operation.name} by ${own.name}'s ${person.caller.principal.role} with ${JSON.stringify(input)}`;
  const outcome = await operation.run(person, input);
  tally.done++;
  count(outcome.refused ? tally.refused : tally.accepted, operation.name);
  if (operation.mustRefuse(person)) assert.ok(outcome.refused && /^40[13]$/.test(outcome.code), `${what} was let in`);
  if (operation.isChange && !outcome.refused) await refresh(own, truth);
  assertNothingOf(other, own, { input, outcome, what });
  const twin = twinOf(input, own.allKeys, other.allKeys);
  // A key that was given as a name before finds what has that name.
  const isOwnText = [...twin.replaced.keys()].some((key) => other.planted.has(key));
  if (twin.replaced.size > 0 && !isOwnText && (outcome.refused || !operation.isChange)) {
    const answered = await operation.run(person, twin.input);
    tally.twins++;
    // Guesses count, so that of two alike the second may have to wait.
    if (!isToWait(outcome) && !isToWait(answered))
      assert.deepEqual(likeTwin(outcome, twin.replaced), comparable(answered), `${what} tells that the key exists`);
  }
  if (operation.isChange && !outcome.refused) for (const key of twin.replaced.keys()) other.planted.add(key);
  remember(own, outcome);
}

function isToWait(outcome: Outcome): boolean {
  return outcome.refused && outcome.code === "rate-limited";
}

/** No word that only the other tenant's rows have, and none of its keys but those that were asked with or that both have. */
function assertNothingOf(
  other: Side,
  own: Side,
  { input, outcome, what }: { input: unknown; outcome: Outcome; what: string },
): void {
  const asked = JSON.stringify(input) ?? "";
  const text = without(textOf(outcome), other, asked);
  assert.ok(!text.includes(other.marker), `${what} shows a text of ${other.name}`);
  for (const [word] of text.matchAll(/[0-9A-Za-z-]{12,64}/g))
    if (other.allKeys.has(word) && !asked.includes(word) && !other.told.has(word) && !own.allKeys.has(word))
      assert.fail(`${what} shows the key ${word} of ${other.name}`);
  // What was asked with may be stored and told again: that it comes back says nothing.
  for (const [word] of asked.matchAll(/[0-9A-Za-z-]{12,64}/g)) if (other.allKeys.has(word)) other.told.add(word);
}

/** A text without the keys that hold the other tenant's marker themselves and that its asker has named. */
function without(text: string, other: Side, asked: string): string {
  for (const key of other.allKeys) if (key.includes(other.marker) && asked.includes(key)) other.told.add(key);
  return [...other.told]
    .filter((key) => key.includes(other.marker))
    .reduce((left, key) => left.replaceAll(key, ""), text);
}

/** The outcome with each of the other tenant's keys under the name of its twin. */
function likeTwin(outcome: Outcome, replaced: ReadonlyMap<string, string>): unknown {
  let text = JSON.stringify(comparable(outcome));
  for (const [key, twin] of replaced) text = text.replaceAll(key, twin);
  return JSON.parse(text);
}

/** Without what differs from one call to the next: the moment, and what it was read at. */
function comparable(outcome: Outcome): unknown {
  if (outcome.refused) return { ...outcome };
  return { refused: false, size: textOf(outcome).replace(/\d+/g, "").length };
}

function textOf(outcome: Outcome): string {
  if (outcome.refused) return outcome.message;
  return typeof outcome.answer === "string" ? outcome.answer : (JSON.stringify(outcome.answer, plain) ?? "");
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (value instanceof Map || value instanceof Set) return [...value];
  return value;
}

/** Keeps what an answer handed out to be used again. */
function remember(own: Side, outcome: Outcome): void {
  if (outcome.refused) return;
  const text = textOf(outcome);
  for (const [, url = ""] of text.matchAll(/"(?:url|uploadUrl)":"([^"]+\/upload\/[^"]+)"/g)) own.uploadUrls.push(url);
  for (const [, cursor = ""] of text.matchAll(/"(?:next|previous)":"([^"]{20,})"/g)) own.cursors.push(cursor);
  for (const list of [own.uploadUrls, own.cursors]) list.splice(0, Math.max(0, list.length - 20));
}

function count(map: Map<string, number>, name: string): void {
  map.set(name, (map.get(name) ?? 0) + 1);
}
