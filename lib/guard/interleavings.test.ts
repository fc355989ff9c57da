import fc, { type Scheduler } from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { TokenPrincipal } from "../domain/access";
import { isFailure } from "../domain/failure";
import { mintSecret } from "../tokens/token-secret";
import type { Clock } from "./clock";
import { confirmRefusal, type NodeCount } from "./confirm-refusal";
import { EpochWatch } from "./epoch-watch";
import type { EpochEvent } from "./floors";
import { type EpochAnswer, KnownEpoch, type Snapshot } from "./known-epoch";
import type { GuardedToken } from "./packed-token";
import { clockDrift, leaseMilliseconds, seenWithinMilliseconds } from "./times";
import { TokenGuard } from "./token-guard";
import { TokenMemory } from "./token-memory";

/*
 * The promise of ARCHITECTURE.md ("A revocation, and why it holds"), in a model of several processes, a database and time: every step that
 * may happen at any moment (a question on its way, its snapshot, its answer, a clock that goes on, a change) is one task,
 * and fast-check looks for an order of them that breaks the promise. `npm run test:faults` tries 100,000.
 */
const rounds = Number(process.env.GUARD_INTERLEAVINGS ?? 400);
// A slow machine with other work takes up to this for each; what hangs, hangs for good.
vi.setConfig({ testTimeout: 60_000 + rounds * 60 });
const tokens = [mintSecret("api"), mintSecret("api"), mintSecret("api")];

const plans = fc.record({
  rates: fc.array(fc.constantFrom(1 - clockDrift, 1, 1 + clockDrift), { minLength: 2, maxLength: 2 }),
  ticks: fc.array(
    fc.oneof(
      { weight: 2, arbitrary: fc.nat(60) },
      { weight: 6, arbitrary: fc.integer({ min: 200, max: 1_050 }) },
      { weight: 1, arbitrary: fc.integer({ min: 2_900, max: 11_000 }) },
    ),
    { minLength: 4, maxLength: 16 },
  ),
  /** What all processes have when it begins: nothing yet, a lease, or a lease and the tokens in their memory. */
  begins: fc.constantFrom("with nothing", "with leases", "with tokens"),
  polls: fc.array(fc.record({ node: fc.nat(1), fails: fc.integer({ min: 0, max: 5 }).map((n) => n === 0) }), {
    minLength: 6,
    maxLength: 20,
  }),
  // Mostly one token, so that its requests meet.
  requests: fc.array(fc.record({ node: fc.nat(1), token: fc.constantFrom(0, 0, 0, 1, 2) }), {
    minLength: 8,
    maxLength: 24,
  }),
  revocations: fc.array(fc.record({ token: fc.nat(1), isConfirmed: fc.boolean() }), { minLength: 1, maxLength: 3 }),
  demotions: fc.nat(2),
  keptEvents: fc.constantFrom(1, 2, 100),
});

type Plan = typeof plans extends fc.Arbitrary<infer Value> ? Value : never;

describe("in every order that things may happen in", () => {
  test("R-06, R-14: a revoked token is refused a lease later, and at once after a confirmed revocation; a good one never is", async () => {
    const seen = { fromMemory: 0, joined: 0, refused: 0, confirmed: 0 };
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), plans, async (scheduler, plan) => {
        const world = new World(scheduler, plan.keptEvents);
        await world.live(plan);
        for (const { token, arrived, completed, isLetIn } of world.requests) {
          const revoked = world.revocations.get(token);
          if (isLetIn && revoked) {
            expect(arrived.now - revoked.committed.now).toBeLessThan(leaseMilliseconds / (1 - clockDrift));
            expect(arrived.order).toBeLessThan(revoked.confirmed?.order ?? Number.POSITIVE_INFINITY);
          }
          if (isLetIn === false)
            expect(revoked?.committed.order ?? Number.POSITIVE_INFINITY).toBeLessThan(completed.order);
          if (isLetIn === false) seen.refused += 1;
        }
        const fromMemory = world.requests.filter(({ isFromMemory }) => isFromMemory).length;
        seen.fromMemory += fromMemory;
        seen.joined += world.requests.length - fromMemory - world.lookUps;
        for (const { confirmed } of world.revocations.values()) seen.confirmed += confirmed === null ? 0 : 1;
      }),
      { numRuns: rounds },
    );
    // A model in which nothing of interest happens proves nothing.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(rounds / 50);
  });

  test("R-11: a history that went back lets nobody in by what was known of the other one", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), plans, fc.nat(4), async (scheduler, plan, backBy) => {
        const world = new World(scheduler, plan.keptEvents);
        for (let index = 0; index < 5; index++) world.bump({ kind: "member", subject: strangerId });
        const restored = world.step("restore").then(() => world.restore(backBy + 1));
        await Promise.all([world.live(plan), restored]);
        for (const { token, arrived, isLetIn } of world.requests) {
          const revoked = world.revocations.get(token);
          const committed = Math.max(revoked?.committed.now ?? Number.POSITIVE_INFINITY, world.restoredAt);
          if (isLetIn && revoked) expect(arrived.now - committed).toBeLessThan(leaseMilliseconds / (1 - clockDrift));
        }
      }),
      { numRuns: rounds },
    );
  });
});

type Moment = { now: number; order: number };
type RequestRecord = {
  token: number;
  arrived: Moment;
  completed: Moment;
  /** Null when it was answered 503. */
  isLetIn: boolean | null;
  isFromMemory: boolean;
};
type Node = { clock: Clock; guard: TokenGuard; watch: EpochWatch; failNextPoll: () => void };

const tenantId = "00000000-0000-7000-8000-000000000001";
const memberOf = (token: number) => `00000000-0000-7000-8000-00000000000${token + 4}`;
/** Owns nothing: what happens to it only pushes other events out. */
const strangerId = "00000000-0000-7000-8000-000000000003";
const idOf = (token: number) => `00000000-0000-7000-9000-00000000000${token}`;

/** A database, the time, and the processes that live with them. */
class World {
  lookUps = 0;
  restoredAt = Number.NEGATIVE_INFINITY;
  readonly revocations = new Map<number, { committed: Moment; confirmed: Moment | null }>();
  readonly requests: RequestRecord[] = [];
  #now = 1_000_000;
  #order = 0;
  #epoch = 1;
  #incarnation = "first";
  #events: EpochEvent[] = [];
  #isWarmingUp = false;
  readonly #turns = new Map<Node, Promise<void>>();
  readonly #registry = new Map<number, { seenAt: number; applied: number }>();

  constructor(
    private readonly scheduler: Scheduler,
    private readonly keptEvents: number,
  ) {}

  /** Something that happens at whatever moment fast-check chooses. */
  step(label: string): Promise<void> {
    return this.#isWarmingUp ? Promise.resolve() : this.scheduler.schedule(Promise.resolve(), label);
  }

  async live(plan: Plan): Promise<void> {
    const nodes = plan.rates.map((rate, index) => this.#startNode(index, rate));
    const of = (index: number) => nodes[index] ?? this.#startNode(index, 1);
    if (plan.begins !== "with nothing") await this.#warmUp(nodes, plan.begins === "with tokens" ? [1, 0] : []);
    const lives = [
      ...nodes.map(({ watch }) => watch.show()),
      ...plan.polls.map(({ node, fails }) => this.#poll(of(node), fails)),
      ...plan.requests.map(({ node, token }) => this.#request(of(node), token)),
      ...plan.revocations.map(({ token, isConfirmed }) => this.#revoke(of(token), token, isConfirmed)),
      ...Array.from({ length: plan.demotions }, () => this.#demote()),
      this.#passTime(plan.ticks),
    ];
    await this.scheduler.waitIdle();
    await Promise.all(lives);
  }

  async #warmUp(nodes: readonly Node[], known: readonly number[]): Promise<void> {
    this.#isWarmingUp = true;
    for (const node of nodes) {
      await node.watch.show();
      await this.#poll(node, false);
      for (const token of known) await this.#request(node, token);
    }
    this.#isWarmingUp = false;
  }

  bump(event: { kind: "member" | "token"; subject: string }): void {
    this.#epoch += 1;
    this.#events = [...this.#events, { ...event, epoch: this.#epoch }].slice(-this.keptEvents);
  }

  /** Another server answers, on which so many changes never happened; tokens that were revoked are revoked there too. */
  restore(changes: number): void {
    this.#epoch -= changes;
    this.#events = [];
    this.#incarnation = "second";
    this.restoredAt = this.#now;
  }

  #moment(): Moment {
    this.#order += 1;
    return { now: this.#now, order: this.#order };
  }

  #startNode(index: number, rate: number): Node {
    const clock: Clock = { monotonic: () => this.#now * rate, wall: () => this.#now * rate };
    const known = new KnownEpoch(clock, { kind: "strict" }, () => guard.forget());
    const find = (secret: string) => this.#findToken(tokens.findIndex((one) => one.secret === secret));
    // Two places for three tokens, so that they push each other out.
    const memory = new TokenMemory({ tokens: 2, bytes: 10_000 });
    const guard = new TokenGuard(known, find, { refusedPerMinute: 1_000 }, memory);
    let failing = 0;
    const watch = new EpochWatch(known, {
      poll: async (epoch) => {
        await this.step(`poll of ${index} reaches the database`);
        const answer = this.#answerPoll(index, epoch);
        await this.step(`answer to the poll of ${index}`);
        failing -= 1;
        if (failing >= 0) throw new Error("the answer was lost");
        return answer;
      },
      show: async (applied) => {
        await this.step(`showing of ${index} reaches the database`);
        this.#registry.set(index, { seenAt: this.#now, applied });
        await this.step(`answer to the showing of ${index}`);
      },
    });
    const failNextPoll = () => {
      failing = 1;
    };
    return { clock, guard, watch, failNextPoll };
  }

  #answerPoll(node: number, known: number | null): EpochAnswer {
    const events = known === null ? [] : this.#events.filter((event) => event.epoch > known);
    const seenAt = this.#registry.get(node)?.seenAt ?? Number.NEGATIVE_INFINITY;
    const isSeen = seenAt > this.#now - seenWithinMilliseconds;
    return { epoch: this.#epoch, incarnation: this.#incarnation, isSeen, events };
  }

  async #findToken(token: number): Promise<Snapshot<GuardedToken | null>> {
    this.lookUps += 1;
    await this.step(`look-up of ${token} reaches the database`);
    const snapshot = { epoch: this.#epoch, value: guardedToken(token, this.revocations.has(token)) };
    await this.step(`answer to the look-up of ${token}`);
    return snapshot;
  }

  /** One after another on each process, as PollRounds has it. */
  async #poll(node: Node, fails: boolean): Promise<void> {
    await this.step("a poll is due");
    const turns = this.#turns.get(node) ?? Promise.resolve();
    const turn = turns.then(() => {
      if (fails) node.failNextPoll();
      return node.watch.poll().catch(() => undefined);
    });
    this.#turns.set(node, turn);
    await turn;
  }

  async #request(node: Node, token: number): Promise<void> {
    await this.step(`request with ${token}`);
    const arrived = this.#moment();
    const call = { authorization: `Token ${tokens[token]?.secret}`, tenantSlug: null, source: "192.0.2.1" };
    let isFromMemory = true;
    const ask = () => {
      const found = node.guard.authenticate(call);
      isFromMemory = !(found instanceof Promise);
      return found;
    };
    const isLetIn = await new Promise((resolve) => resolve(ask())).then(
      () => true,
      (error: unknown) => (isFailure(error) ? false : null),
    );
    this.requests.push({ token, arrived, completed: this.#moment(), isLetIn, isFromMemory });
  }

  async #revoke(by: Node, token: number, isConfirmed: boolean): Promise<void> {
    await this.step(`revocation of ${token}`);
    if (this.revocations.has(token)) return;
    this.bump(token === 0 ? { kind: "token", subject: idOf(token) } : { kind: "member", subject: memberOf(token) });
    const revocation: { committed: Moment; confirmed: Moment | null } = { committed: this.#moment(), confirmed: null };
    this.revocations.set(token, revocation);
    if (!isConfirmed) return;
    await this.step("the commit is answered");
    const { confirmedAt } = await confirmRefusal({
      clock: by.clock,
      countNodes: (epoch) => this.#countNodes(epoch),
      wait: async (milliseconds) => {
        await this.step("waiting");
        this.#now += milliseconds;
      },
      assumedLease: leaseMilliseconds,
    });
    if (confirmedAt !== null) revocation.confirmed = this.#moment();
  }

  async #countNodes(epoch: number | null): Promise<NodeCount> {
    await this.step("count reaches the database");
    const wanted = epoch ?? this.#epoch;
    const live = [...this.#registry.values()].filter(
      ({ seenAt }) => seenAt > this.#now - 9_000 - 1.01 * leaseMilliseconds,
    );
    const applied = live.filter((node) => node.applied >= wanted).length;
    const longestLease = applied < live.length ? leaseMilliseconds : 0;
    await this.step("answer to the count");
    return { epoch: wanted, live: live.length, applied, longestLease };
  }

  async #demote(): Promise<void> {
    await this.step("demotion");
    this.bump({ kind: "member", subject: strangerId });
  }

  async #passTime(ticks: readonly number[]): Promise<void> {
    for (const tick of ticks) {
      await this.step(`${tick} ms pass`);
      this.#now += tick;
    }
  }
}

function guardedToken(token: number, revoked: boolean): GuardedToken {
  const principal: TokenPrincipal = {
    kind: "token",
    tokenKind: "api",
    tenantId,
    tenantSlug: "contoso",
    memberId: memberOf(token),
    memberName: "Ada",
    memberEmail: "ada@contoso.example",
    role: "security-reader",
    tokenId: idOf(token),
    tokenPublicId: tokens[token]?.publicId ?? "",
    tokenName: `token ${token}`,
  };
  return { principal, revoked, tenantSuspended: false, ownerDeactivated: false };
}
