import { randomUUID } from "node:crypto";
import type { Transaction } from "../db/transaction";
import {
  type ConnectionTest,
  type ConnectionTestReport,
  type ConnectionTestView,
  connectionTestStateOf,
  connectionTestViewOf,
  isConnectionTestOpen,
} from "../domain/connection-test";
import {
  findConnectionTest,
  insertConnectionTest,
  markConnectionTestSteps,
  markConnectionTestTakenUp,
  type TestedProgram,
} from "./connection-test-store";

/* What the sections of SIEM agents and log collectors share. Each of them says who may, and holds its agent's row. */

/** The latest connection test of a program, as far as it has come by now; null when there was none. */
export async function latestConnectionTest(
  tx: Transaction,
  program: TestedProgram,
  now: Date,
): Promise<ConnectionTestView | null> {
  const test = await findConnectionTest(tx, program);
  return test && connectionTestViewOf(test, now);
}

/** Begins a test, or joins the one that is under way. The caller holds the agent, so that two wishes make one test. */
export async function beginConnectionTest(
  tx: Transaction,
  program: TestedProgram,
  { requestedByName, now }: { requestedByName: string; now: Date },
): Promise<{ test: ConnectionTest; isNew: boolean }> {
  const latest = await findConnectionTest(tx, program);
  if (latest !== null && isConnectionTestOpen(latest, now)) return { test: latest, isNew: false };
  const test = { id: randomUUID(), requestedAt: now, requestedByName };
  await insertConnectionTest(tx, program, test);
  return { test: { ...test, startedAt: null, finishedAt: null, steps: [] }, isNew: true };
}

/** The test that a program should take up now, or null. */
export async function awaitedConnectionTest(
  tx: Transaction,
  program: TestedProgram,
  now: Date,
): Promise<string | null> {
  const test = await findConnectionTest(tx, program);
  return test !== null && connectionTestStateOf(test, now) === "waiting" ? test.id : null;
}

/**
 * Keeps how far a program has come with a test; its first report of one takes it up. One that nobody asked for, or that has
 * ended, changes nothing.
 */
export async function noteConnectionTestProgress(
  tx: Transaction,
  program: TestedProgram,
  { id, steps, isFinished }: ConnectionTestReport,
  now: Date,
): Promise<void> {
  await markConnectionTestTakenUp(tx, program, { id, at: now });
  await markConnectionTestSteps(tx, program, { id, steps, finishedAt: isFinished ? now : null });
}
