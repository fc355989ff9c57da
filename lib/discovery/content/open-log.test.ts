import { createCipheriv } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { StoredLog, UnpackLimits } from "./log-content";
import { DEFAULT_UNPACK_LIMITS } from "./log-content";
import { openLog } from "./open-log";
import { storedLog, zipOf } from "./zip-fixture";

const text = "one\ntwo\nthree\n";
const MIB = 1024 * 1024;

describe("an uploaded log", () => {
  test("is read as text, gzip (of several members too) or zip, whatever its name says", async () => {
    expect(await contents(storedLog(Buffer.from(text), "log.zip"))).toEqual([["log.zip", text]]);
    expect(await contents(storedLog(gzipSync(text), "log.txt"))).toEqual([["log.txt", text]]);
    expect(await contents(storedLog(Buffer.concat([gzipSync("one\n"), gzipSync("two\n")])))).toEqual([
      ["log", "one\ntwo\n"],
    ]);
    const zip = zipOf([
      { name: "a.log", content: Buffer.from(text) },
      { name: "__MACOSX/a.log", content: Buffer.from("x") },
      { name: "logs/", content: Buffer.alloc(0) },
      { name: "logs/b.log", content: Buffer.from("four\n") },
    ]);
    expect(await contents(storedLog(zip))).toEqual([
      ["a.log", text],
      ["logs/b.log", "four\n"],
    ]);
  });

  test("may be empty", async () => {
    expect(await contents(storedLog(Buffer.alloc(0)))).toEqual([]);
  });

  test.each([
    ["a PNG image", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d])],
    ["a PDF document", Buffer.from("%PDF-1.7")],
    ["a 7z archive", Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27])],
    ["a zip of a PNG image", zipOf([{ name: "a.log", content: Buffer.from([0x89, 0x50, 0x4e, 0x47]) }])],
    ["an empty zip", zipOf([])],
  ])("U-01: that is %s is refused as no log", async (_name, bytes) => {
    await expect(contents(storedLog(bytes))).rejects.toMatchObject({ code: "unsupported-file-type" });
  });

  test.each([
    ["../a.log", "unsafe-archive"],
    ["/etc/a.log", "unsafe-archive"],
    ["C:/a.log", "unsafe-archive"],
    ["logs\\..\\a.log", "unsafe-archive"],
  ])("U-01: with a member named %s is refused", async (name, code) => {
    await expect(contents(storedLog(zipOf([{ name, content: Buffer.from("x") }])))).rejects.toMatchObject({ code });
  });

  test("U-01: with an archive or a symbolic link inside, encrypted, damaged or of too many files is refused", async () => {
    const nested = zipOf([{ name: "a.zip", content: zipOf([{ name: "b", content: Buffer.from("x") }]) }]);
    await expect(contents(storedLog(nested))).rejects.toMatchObject({ code: "unsafe-archive" });
    await expect(contents(storedLog(gzipSync(gzipSync(text))))).rejects.toMatchObject({ code: "unsafe-archive" });
    const link = zipOf([{ name: "a.log", content: Buffer.from("/etc/passwd"), isSymbolicLink: true }]);
    await expect(contents(storedLog(link))).rejects.toMatchObject({ code: "unsafe-archive" });
    const encrypted = zipOf([{ name: "a.log", content: Buffer.from("x"), isEncrypted: true }]);
    await expect(contents(storedLog(encrypted))).rejects.toMatchObject({ code: "encrypted-archive" });
    await expect(contents(storedLog(gzipSync(text).subarray(0, 20)))).rejects.toMatchObject({
      code: "damaged-archive",
    });
    const zip = zipOf([{ name: "a.log", content: Buffer.from(text) }]);
    await expect(contents(storedLog(zip.subarray(0, 40)))).rejects.toMatchObject({ code: "damaged-archive" });
    const many = zipOf(Array.from({ length: 21 }, (_, index) => ({ name: `${index}.log`, content: Buffer.from("x") })));
    await expect(contents(storedLog(many))).rejects.toMatchObject({ code: "unsafe-archive" });
  });
});

describe("a bomb", () => {
  const zeroes = Buffer.alloc(12 * MIB, "a");

  test("U-01: stops at the ratio, packed as gzip or zip", async () => {
    await expect(contents(storedLog(gzipSync(zeroes)))).rejects.toMatchObject({ code: "archive-too-large" });
    await expect(contents(storedLog(zipOf([{ name: "a.log", content: zeroes }])))).rejects.toMatchObject({
      code: "archive-too-large",
    });
  });

  test("U-01: stops at the cap on unpacked bytes, also over all members and when the directory lies about them", async () => {
    const limits = { ...DEFAULT_UNPACK_LIMITS, unpackedBytesMaximum: MIB };
    const noisy = noise(MIB + 1);
    await expect(contents(storedLog(gzipSync(noisy)), limits)).rejects.toMatchObject({ code: "archive-too-large" });
    const halves = [1, 2].map((index) => ({ name: `${index}.log`, content: noise(MIB / 2 + 1) }));
    await expect(contents(storedLog(zipOf(halves)), limits)).rejects.toMatchObject({ code: "archive-too-large" });
    const liar = zipOf([{ name: "a.log", content: noisy, claimedSize: 10 }]);
    await expect(contents(storedLog(liar), limits)).rejects.toMatchObject({
      code: expect.stringMatching(/damaged|large/),
    });
  });

  test("that is left half-way closes what it opened", async () => {
    for await (const member of openLog(storedLog(gzipSync(noise(MIB)))))
      for await (const chunk of member.content) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
  });
});

async function contents(log: StoredLog, limits?: UnpackLimits): Promise<[string, string][]> {
  const members: [string, string][] = [];
  for await (const member of openLog(log, limits)) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of member.content) chunks.push(chunk);
    members.push([member.name, Buffer.concat(chunks).toString("utf8")]);
  }
  return members;
}

/** Bytes that do not compress, the same in each run. */
function noise(bytes: number): Buffer {
  return createCipheriv("aes-128-ctr", Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(bytes));
}
