import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { openLog } from "./agent-log";

const folder = mkdtempSync(path.join(tmpdir(), "agent-log-"));
const file = path.join(folder, "agent.log");

afterEach(() => {
  vi.restoreAllMocks();
  process.removeAllListeners("SIGHUP");
  rmSync(file, { force: true });
});

test("a line stands in the file, and a token in it only by its public id", () => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const token = `pcs1${"A".repeat(60)}`;
  openLog("agent", folder, "info").info({ note: token }, "hello");
  const text = readFileSync(file, "utf8");
  expect(text).toContain("hello");
  expect(text).not.toContain(token);
});

// The kernel's own full disk, which Linux has.
test.skipIf(!existsSync("/dev/full"))("a full disk costs lines and not the agent, and is said once", () => {
  symlinkSync("/dev/full", file);
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const complaint = vi.spyOn(console, "error").mockReturnValue();
  const log = openLog("agent", folder, "info");
  log.info("one");
  log.info("two");
  expect(complaint).toHaveBeenCalledTimes(1);
  expect(complaint).toHaveBeenCalledWith(expect.stringContaining("ENOSPC"));
  rmSync(file);
  process.emit("SIGHUP");
  log.info("three");
  expect(complaint).toHaveBeenLastCalledWith("The log is written again; 2 lines are missing");
  expect(readFileSync(file, "utf8")).toContain("three");
});
