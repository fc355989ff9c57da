import { fork } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { fakeS3Account, startFakeS3Server } from "./fake-s3-server";
import { partKey, readParts } from "./file-parts";
import type { FileKey, FileStore } from "./file-store";
import { folderStore } from "./folder-store";
import { s3Store } from "./s3-store";

const contoso = randomUUID();
const fabrikam = randomUUID();
const folder = mkdtempSync(path.join(tmpdir(), "portcullis-files-"));
const s3 = await startFakeS3Server();
const { region, ...credentials } = fakeS3Account;
const s3Settings = { bucket: "logs", prefix: "portal/", region, endpoint: s3.endpoint, credentials };
const megabyte = 1024 * 1024;

afterAll(async () => {
  await s3.close();
  rmSync(folder, { recursive: true });
});

describe.each<[string, FileStore]>([
  ["a folder", folderStore(folder)],
  ["an S3 bucket", await s3Store(s3Settings)],
])("files in %s", (_name, store) => {
  test("are read back as they were written, small and large", async () => {
    for (const size of [0, 1, 20 * megabyte]) {
      const key = fresh();
      const sent = createHash("sha256");
      expect(await store.put(key, bytesOf(size, sent), 30 * megabyte)).toBe(size);
      expect(await store.sizeOf(key)).toBe(size);
      expect(await digestOf(await store.get(key))).toBe(sent.digest("hex"));
    }
  });

  test("are replaced whole by a second write", async () => {
    const key = fresh();
    await store.put(key, text("the first and longer one"), 100);
    await store.put(key, text("second"), 100);
    expect(await textOf(await store.get(key))).toBe("second");
    expect(await textOf(await store.get(key, { start: 1, end: 4 }))).toBe("eco");
  });

  test.each([100, 20 * megabyte])("of more than %d bytes are refused, and nothing is left of them", async (maximum) => {
    const key = fresh();
    await expect(store.put(key, bytesOf(maximum + 1), maximum)).rejects.toMatchObject({ code: "invalid" });
    expect(await store.sizeOf(key)).toBeNull();
    expect(s3.openUploads()).toBe(0);
    expect(existsSync(path.join(folder, ".incoming")) ? readdirSync(path.join(folder, ".incoming")) : []).toEqual([]);
  });

  test("whose sender breaks off leave the earlier file as it was", async () => {
    const key = fresh();
    await store.put(key, text("before"), 100);
    const broken = async function* () {
      yield* bytesOf(9 * megabyte);
      throw new Error("the sender went away");
    };
    await expect(store.put(key, broken(), 100 * megabyte)).rejects.toThrow("the sender went away");
    expect(await textOf(await store.get(key))).toBe("before");
    expect(s3.openUploads()).toBe(0);
  });

  test("that do not exist are not found, and can be removed", async () => {
    const key = fresh();
    await expect(store.get(key)).rejects.toMatchObject({ code: "not-found" });
    expect(await store.sizeOf(key)).toBeNull();
    await store.remove(key);
    await store.removeFolder(key);
  });

  test("M-08: of one tenant are out of another's reach", async () => {
    const name = `uploads/${randomUUID()}`;
    await store.put({ tenantId: contoso, name }, text("contoso's"), 100);
    await expect(store.get({ tenantId: fabrikam, name })).rejects.toMatchObject({ code: "not-found" });
    await store.removeFolder({ tenantId: fabrikam, name: "uploads" });
    expect(await textOf(await store.get({ tenantId: contoso, name }))).toBe("contoso's");
  });

  test.each([
    "",
    "/",
    "..",
    "a/../b",
    "a//b",
    "/etc/passwd",
    "a/",
    ".hidden",
    "a\\b",
    "a\0b",
    "a/b/c/d/e/f/g",
    "ä",
    "x".repeat(129),
  ])("never have the name %j", async (name) => {
    await expect(store.put({ tenantId: contoso, name }, text("x"), 10)).rejects.toThrow("Not a file key");
    await expect(store.get({ tenantId: contoso, name })).rejects.toThrow("Not a file key");
  });

  test.each(["", "..", "contoso", `${contoso}/..`])("U-01, M-08: never belong to the tenant %j", async (tenantId) => {
    await expect(store.put({ tenantId, name: "a" }, text("x"), 10)).rejects.toThrow("Not a file key");
  });

  test("are read out of parts in their order, whole or a range of them", async () => {
    const key = fresh();
    const [world, hello] = [randomUUID(), randomUUID()];
    await store.put(partKey(key, world), text("world"), 100);
    await store.put(partKey(key, hello), text("hello "), 100);
    const parts = [
      { name: hello, bytes: 6 },
      { name: world, bytes: 5 },
    ];
    expect(await textOf(readParts(store, key, parts))).toBe("hello world");
    expect(await textOf(readParts(store, key, parts, { start: 4, end: 8 }))).toBe("o wo");
    expect(await textOf(readParts(store, key, parts, { start: 6, end: 11 }))).toBe("world");
    await store.removeFolder(key);
    await expect(textOf(readParts(store, key, parts))).rejects.toMatchObject({ code: "not-found" });
  });
});

test("a process that is killed while it writes leaves the earlier file as it was", async () => {
  const key = fresh();
  const store = folderStore(folder);
  await store.put(key, text("before"), 100);
  const program = fileURLToPath(new URL("./file-store.process.ts", import.meta.url));
  const child = fork(program, [folder, key.tenantId, key.name], { execArgv: ["--import", "tsx"] });
  await once(child, "message");
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await textOf(await store.get(key))).toBe("before");
}, 30_000);

test("a bucket that refuses the credentials, or fails, is an error and never a missing file", async () => {
  const stranger = await s3Store({ ...s3Settings, credentials: { ...credentials, secretAccessKey: "wrong" } });
  await expect(stranger.sizeOf(fresh())).rejects.not.toMatchObject({ code: "not-found" });
  await expect(stranger.get(fresh())).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
});

test("a bucket's passing failure is tried again", async () => {
  const store = await s3Store(s3Settings);
  const key = fresh();
  s3.failNext(/^PUT/);
  await store.put(key, text("in the end"), 100);
  expect(await textOf(await store.get(key))).toBe("in the end");
  expect([...s3.objects.keys()]).toContain(`logs/portal/${key.tenantId}/${key.name}`);
});

function fresh(): FileKey {
  return { tenantId: contoso, name: `uploads/${randomUUID()}` };
}

async function* bytesOf(size: number, hash = createHash("sha256")): AsyncIterable<Uint8Array> {
  const chunk = Buffer.alloc(64 * 1024, "line of a log\n");
  for (let left = size; left > 0; left -= chunk.length) {
    const part = chunk.subarray(0, Math.min(left, chunk.length));
    hash.update(part);
    yield part;
  }
}

function text(content: string): Readable {
  return Readable.from([Buffer.from(content)]);
}

async function textOf(stream: Readable): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function digestOf(stream: Readable): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of stream) hash.update(chunk);
  return hash.digest("hex");
}
