import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import type { Caller } from "../domain/access";
import { fileParts, readParts } from "../storage/file-parts";
import { storage } from "../storage/storage";
import { finishUpload } from "./finish-upload";
import { openUpload } from "./open-upload";
import { admitUpload, receiveUpload } from "./receive-upload";
import { uploadKey } from "./upload-url";

const files = mkdtempSync(path.join(tmpdir(), "portcullis-receiving-"));
process.env.PORTAL_DATA_DIR = files;
const client = appClient();
let admin: TestMember;

beforeEach(async () => {
  admin = await makeMember(client, await makeTenant(client), { role: "global-administrator" });
});

afterAll(() => rmSync(files, { recursive: true, force: true }));

type Upload = Awaited<ReturnType<typeof admitUpload>>;

async function open(caller: Caller = callerOf(admin)): Promise<{ url: string; upload: Upload }> {
  const url = await openUpload(caller, { fileName: "access.log", source: "SQUID_NATIVE" }, new Date());
  return { url, upload: await admitUpload(url, new Date()) };
}

function block(upload: Upload, blockId: string, content: string, maximum = 100): Promise<void> {
  const length = Buffer.byteLength(content);
  return receiveUpload(upload, { kind: "block", blockId, content: contentOf(content), length }, maximum);
}

function list(upload: Upload, ...blockIds: string[]): Promise<void> {
  return receiveUpload(upload, { kind: "block-list", blockIds }, 100);
}

function contentOf(content: string): Readable {
  return Readable.from([Buffer.from(content)]);
}

function finish(url: string) {
  const choice = { uploadUrl: url, streamName: "Proxy", isSnapshot: false, anonymizesUsers: false };
  return finishUpload(callerOf(admin), choice, new Date());
}

/** What the parsing would read. */
async function contentStored(upload: Upload): Promise<string> {
  const found = await rowOf(upload);
  const parts = fileParts.parse(found?.content);
  return text(readParts(await storage(), uploadKey(upload), parts));
}

function rowOf({ tenantId, uploadId }: Upload) {
  return withTenant(tenantId, (tx) => tx.discoveryUpload.findFirst({ where: { id: uploadId } }));
}

function storedFiles({ uploadId }: Upload): number {
  const entries = readdirSync(files, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && entry.parentPath.includes(uploadId)).length;
}

describe("a file in blocks", () => {
  test("is what the list says, whatever the order in which they came and came again", async () => {
    const { url, upload } = await open();
    await block(upload, "Mg==", "world");
    await block(upload, "MQ==", "wrong ");
    await block(upload, "MQ==", "hello ");
    await block(upload, "../x", "unused");
    await expect(finish(url)).rejects.toMatchObject({ code: "invalid" });
    await list(upload, "MQ==", "Mg==");
    expect(await contentStored(upload)).toBe("hello world");
    expect(storedFiles(upload)).toBe(3);
    await block(upload, "MQ==", "late");
    expect(await contentStored(upload)).toBe("hello world");
    await list(upload, "Mg==", "MQ==");
    expect(await contentStored(upload)).toBe("worldlate");
  });

  test("stays below the limit however many blocks are sent at once, and what is given back may be used", async () => {
    const { upload } = await open();
    const sent = await Promise.allSettled(
      ["a", "b", "c", "d", "e", "f"].map((id) => block(upload, id, "x".repeat(30))),
    );
    expect(sent.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    expect(storedFiles(upload)).toBe(3);
    expect((await rowOf(upload))?.reservedBytes).toBe(90n);
    const [kept = 0] = sent.flatMap(({ status }, index) => (status === "fulfilled" ? [index] : []));
    await block(upload, "abcdef"[kept] ?? "", "x".repeat(10));
    await block(upload, "g", "x".repeat(30));
    expect((await rowOf(upload))?.reservedBytes).toBe(100n);
    await expect(block(upload, "h", "x")).rejects.toMatchObject({ messageKey: "fileTooLarge" });
  });

  test("cannot be made of blocks that were not sent, of none, or of more than the limit", async () => {
    const { upload } = await open();
    await block(upload, "a", "x".repeat(60));
    await expect(list(upload, "a", "b")).rejects.toThrow("not sent");
    await expect(list(upload, "a", "a")).rejects.toMatchObject({ messageKey: "fileTooLarge" });
    await expect(list(upload)).rejects.toMatchObject({ code: "invalid" });
    await expect(block(upload, "x".repeat(89), "x")).rejects.toMatchObject({ field: "blockid" });
  });

  test("gives back what a sender that broke off had set aside", async () => {
    const { upload } = await open();
    async function* broken() {
      yield Buffer.from("x".repeat(50));
      throw new Error("the sender went away");
    }
    const part = { kind: "block", blockId: "a", content: broken() } as const;
    await expect(receiveUpload(upload, part, 100)).rejects.toThrow("went away");
    expect((await rowOf(upload))?.reservedBytes).toBe(0n);
    expect(storedFiles(upload)).toBe(0);
  });
});

test("a file that is sent whole again takes the first one's place, and ends whoever still sends the first", async () => {
  const { upload } = await open();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  async function* slow() {
    yield Buffer.from("first");
    await held;
  }
  const first = receiveUpload(upload, { kind: "file", content: slow() }, 100);
  const refused = expect(first).rejects.toMatchObject({ code: "conflict" });
  await expect.poll(async () => (await rowOf(upload))?.reservedBytes).toBe(100n);
  await receiveUpload(upload, { kind: "file", content: contentOf("second") }, 100);
  release();
  await refused;
  expect(await contentStored(upload)).toBe("second");
  expect(storedFiles(upload)).toBe(1);
  expect((await rowOf(upload))?.reservedBytes).toBe(6n);
});

describe("between the finish and the parsing", () => {
  test("a block that was on its way changes no byte, nor does anything that comes later", async () => {
    const { url, upload } = await open();
    await block(upload, "a", "the log");
    await list(upload, "a");
    async function* meanwhile() {
      yield Buffer.from("forged");
      await finish(url);
    }
    const late = receiveUpload(upload, { kind: "block", blockId: "a", content: meanwhile() }, 100);
    await expect(late).rejects.toMatchObject({ code: "conflict" });
    await expect(block(upload, "a", "forged")).rejects.toMatchObject({ code: "conflict" });
    await expect(list(upload, "a")).rejects.toMatchObject({ code: "conflict" });
    const whole = receiveUpload(upload, { kind: "file", content: contentOf("forged") });
    await expect(whole).rejects.toMatchObject({ code: "conflict" });
    expect(await contentStored(upload)).toBe("the log");
    expect(storedFiles(upload)).toBe(1);
  });

  test("there is no file that another one is still taking the place of", async () => {
    const { url, upload } = await open();
    await receiveUpload(upload, { kind: "file", content: contentOf("first") }, 100);
    async function* meanwhile() {
      yield Buffer.from("sec");
      await expect(finish(url)).rejects.toThrow("PUT the file first");
      yield Buffer.from("ond");
    }
    await receiveUpload(upload, { kind: "file", content: meanwhile() }, 100);
    await finish(url);
    expect(await contentStored(upload)).toBe("second");
  });
});

describe("an upload URL takes nothing any more, not even the rest of a file that has begun", () => {
  const endings: [string, (token: { id: string }) => Promise<unknown>][] = [
    ["its tenant is suspended", () => inTenant((tx) => tx.tenant.updateMany({ data: { suspendedAt: new Date() } }))],
    [
      "its opener is deactivated",
      () => inTenant((tx) => tx.member.updateMany({ data: { deactivatedAt: new Date() } })),
    ],
    ["its opener may only read", () => inTenant((tx) => tx.member.updateMany({ data: { role: "security-reader" } }))],
    [
      "its token is revoked",
      ({ id }) => inTenant((tx) => tx.apiToken.updateMany({ where: { id }, data: { revokedAt: new Date() } })),
    ],
  ];

  test.each(endings)("once %s", async (_ending, end) => {
    const pepper = process.env.PORTAL_TOKEN_PEPPER ?? "";
    const token = await makeToken(client, admin, { pepper });
    const { url, upload } = await open(tokenCaller(token));
    async function* cutOff() {
      yield Buffer.alloc(64);
      await end(token);
      yield Buffer.alloc(5 * 1024 * 1024);
    }
    await expect(receiveUpload(upload, { kind: "file", content: cutOff() })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(admitUpload(url, new Date())).rejects.toMatchObject({ code: "forbidden" });
    expect(storedFiles(upload)).toBe(0);
  });

  function inTenant<T>(work: Parameters<typeof withTenant<T>>[1]): Promise<T> {
    return withTenant(admin.tenant.id, work);
  }

  function tokenCaller(token: { id: string; publicId: string; name: string }): Caller {
    const { principal, ...from } = callerOf(admin);
    const { sessionId: _none, ...person } = principal;
    const { id: tokenId, publicId: tokenPublicId, name: tokenName } = token;
    return { ...from, principal: { ...person, kind: "token", tokenKind: "api", tokenId, tokenPublicId, tokenName } };
  }
});
