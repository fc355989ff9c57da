import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cleanUp, temporaryFolder } from "../collector-fixture";
import { type RotationRules, SourceSpool } from "./source-spool";
import { SpoolBudget } from "./spool-budget";

let folder: string;
let budget: SpoolBudget;
const signal = new AbortController().signal;
const now = new Date("2026-11-29T09:15:07Z");
const never: RotationRules = { bytes: 1e9, ageMs: 1e9, pauseMs: 0, bytesMaximum: 1e9 };

beforeEach(() => {
  folder = temporaryFolder();
  budget = new SpoolBudget(folder, { spoolBytes: 10 * 1024 * 1024, keepFreeBytes: 0 });
});

afterEach(cleanUp);

async function spoolIn(place = folder, rules = never): Promise<SourceSpool> {
  const spool = new SourceSpool(
    "proxy",
    place,
    budget,
    rules,
    signal,
    () => {},
    () => {},
  );
  await spool.recover(now);
  await spool.packed();
  return spool;
}

function put(kind: string, name: string, content: string | Buffer): void {
  mkdirSync(path.join(folder, kind), { recursive: true });
  writeFileSync(path.join(folder, kind, name), content);
}

/** What waits, as its lines. */
function waiting(spool: SourceSpool): string[] {
  return spool.waitingFiles.map(({ name }) => {
    const content = readFileSync(path.join(folder, "ready", name));
    return (content[0] === 0x1f ? gunzipSync(content) : content).toString();
  });
}

test("a file is closed when it is large enough or old enough, and not before", async () => {
  const spool = await spoolIn(folder, { ...never, bytes: 12 });
  await spool.append(Buffer.from("<14>one\n"), 1);
  await spool.rotateIfDue(now);
  expect(spool.waitingFiles).toEqual([]);
  await spool.append(Buffer.from("<14>two\n"), 1);
  await spool.rotateIfDue(now);
  await spool.packed();
  expect(waiting(spool)).toEqual(["<14>one\n<14>two\n"]);
  const aging = await spoolIn(path.join(folder, "other"), { ...never, ageMs: 0 });
  await aging.append(Buffer.from("<14>old\n"), 1);
  await aging.rotateIfDue(now);
  await aging.packed();
  expect(aging.waitingFiles).toHaveLength(1);
});

test("whatever moment a program was killed at, what it kept is there once, and what it had not promised is gone", async () => {
  put("incoming", "half-of-a-transfer", "lost");
  writeFileSync(path.join(folder, "current.log"), "<14>growing\n<14>torn");
  put("closed", "not-packed.log", "<14>closed\n");
  put("closed", "packed-before-it-was-removed.log", "<14>both\n");
  put("ready", "packed-before-it-was-removed.log.gz", gzipSync("<14>both\n"));
  put("ready", "half-packed.log.gz.packing", gzipSync("<14>half\n").subarray(0, 9));
  put("closed", "half-packed.log", "<14>half\n");
  put("ready", "waiting.log.gz", gzipSync("<14>waiting\n"));
  const spool = await spoolIn();
  expect(waiting(spool).sort()).toEqual(
    ["<14>growing\n<14>torn\n", "<14>closed\n", "<14>both\n", "<14>half\n", "<14>waiting\n"].sort(),
  );
  expect(budget.usedBytes).toBe(spool.waitingBytes);
  expect(readdirSync(path.join(folder, "closed"))).toEqual([]);
  expect(readdirSync(path.join(folder, "incoming"))).toEqual([]);
});

test("twenty sent files stay, and the room of all is given back", async () => {
  for (let place = 10; place < 35; place++) put("ready", `${place}.log.gz`, gzipSync(`${place}\n`));
  const spool = await spoolIn();
  for (const file of [...spool.waitingFiles]) await spool.markSent(file);
  expect(readdirSync(path.join(folder, "backup"))).toHaveLength(20);
  expect({ used: budget.usedBytes, waiting: spool.waitingBytes }).toEqual({ used: 0, waiting: 0 });
});

test("what a device packed itself is sent as it came, under the name that the device gave it", async () => {
  const spool = await spoolIn();
  for (const [name, content] of [
    ["access.log.gz", gzipSync("one\n")],
    ["plain.log", Buffer.from("two\n")],
  ] as const) {
    const transfer = spool.transferPath(now);
    writeFileSync(transfer, content);
    budget.take(content.length);
    await spool.takeTransfer(transfer, name, content.length, now);
  }
  await spool.packed();
  expect(spool.waitingFiles.map(({ uploadName }) => uploadName)).toEqual(["access.log.gz", "plain.log.gz"]);
  expect(waiting(spool)).toEqual(["one\n", "two\n"]);
});

test("nothing is taken above the bound, and who waits for room goes on when a file is gone", async () => {
  expect(budget.tryTake(11 * 1024 * 1024)).toBe(false);
  expect(budget.tryTake(10 * 1024 * 1024)).toBe(true);
  expect(budget.fullBecause).toContain("--spool-max");
  const room = budget.room(signal);
  budget.give(1024 * 1024);
  await room;
  expect(budget.fullBecause).toBeNull();
});

test("a disk with less left than is kept free for others takes nothing", async () => {
  const strict = new SpoolBudget(folder, { spoolBytes: 1e9, keepFreeBytes: Number.MAX_SAFE_INTEGER });
  await strict.lookAtDisk();
  expect(strict.tryTake(1)).toBe(false);
  expect(strict.fullBecause).toContain("--keep-free");
});
