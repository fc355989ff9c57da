import { describe, expect, test } from "vitest";
import { readBody } from "./request-body";

const read = (contentType: string, text: string) => readBody(contentType, Buffer.from(text));
const form = "application/x-www-form-urlencoded";
const boundary = "multipart/form-data; boundary=line";

function multipart(fields: [string, string][]): string {
  const parts = fields.map(
    ([name, value]) => `--line\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join("")}--line--\r\n`;
}

describe("a body", () => {
  test.each(["application/json", form, "text/plain", "", "nonsense"])(
    "that looks like JSON is JSON under %j",
    async (type) => {
      expect(await read(type, ' {"limit": 5}')).toEqual({ limit: 5 });
    },
  );

  test("may begin with a byte order mark", async () => {
    expect(await read("application/json", '\uFEFF{"limit": 5}')).toEqual({ limit: 5 });
  });

  test("may be empty", async () => {
    expect(await read("application/json", "")).toEqual({});
    expect(await read("", " \n")).toEqual({});
  });

  test("may be a form of either kind", async () => {
    expect(await read(form, "limit=5&sortDirection=asc")).toEqual({ limit: "5", sortDirection: "asc" });
    expect(
      await read(
        boundary,
        multipart([
          ["limit", "5"],
          ["filters", '{"severity":{"eq":2}}'],
        ]),
      ),
    ).toEqual({
      limit: "5",
      filters: '{"severity":{"eq":2}}',
    });
  });

  test.each([
    ["application/json", "{"],
    ["application/json", "limit=5"],
    ["application/json", "[1]"],
    ["text/plain", "hello"],
    [form, "limit=1&limit=2"],
    [
      boundary,
      multipart([
        ["limit", "1"],
        ["limit", "2"],
      ]),
    ],
    [boundary, "--line\r\nbroken"],
    ["application/json", "[".repeat(60_000)],
  ])("of %s that makes no sense is refused", async (type, text) => {
    await expect(read(type, text)).rejects.toMatchObject({ name: "Failure", code: "invalid" });
  });

  test("H-05: may nest as deep as its size allows without breaking anything", async () => {
    const deep = `{"filters": ${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}}`;
    await expect(read("application/json", deep)).resolves.toHaveProperty("filters");
  });
});
