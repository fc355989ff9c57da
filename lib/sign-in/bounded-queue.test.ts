import { describe, expect, it } from "vitest";
import { createBoundedQueue } from "./bounded-queue";

/** Works that end when the test says so. */
function heldWorks() {
  const release: (() => void)[] = [];
  let running = 0;
  let peak = 0;
  const work = async () => {
    running += 1;
    peak = Math.max(peak, running);
    await new Promise<void>((resolve) => release.push(resolve));
    running -= 1;
  };
  return { work, release, peak: () => peak };
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
}

describe("a bounded queue", () => {
  it("never runs more works at once than it was told", async () => {
    const { work, release, peak } = heldWorks();
    const queue = createBoundedQueue(2, 10);
    const all = Promise.all(Array.from({ length: 6 }, () => queue.run(work)));
    for (let done = 0; done < 6; done += 1) {
      await turns(20);
      release.shift()?.();
    }
    await all;
    expect(peak()).toBe(2);
  });

  it("L-02: refuses what would wait beyond its bound, and takes work again once there is room", async () => {
    const { work, release } = heldWorks();
    const queue = createBoundedQueue(1, 1);
    const first = queue.run(work);
    const second = queue.run(work);
    await expect(queue.run(work)).rejects.toMatchObject({ code: "rate-limited", retryAfterSeconds: 5 });
    await turns(20);
    release.shift()?.();
    await first;
    await turns(20);
    release.shift()?.();
    await second;
    await expect(queue.run(async () => "served")).resolves.toBe("served");
  });

  it("frees the place of a work that failed", async () => {
    const queue = createBoundedQueue(1, 0);
    const failing = queue.run(() => Promise.reject(new Error("broken")));
    await expect(failing).rejects.toThrow("broken");
    await expect(queue.run(async () => "served")).resolves.toBe("served");
  });
});
