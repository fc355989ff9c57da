import { Failure } from "../domain/failure";
import { isRecord } from "../domain/filter-value";

/**
 * Reads a body into named fields. Published clients send JSON under every Content-Type and under none, so what looks like
 * JSON is JSON; the rest is a form. An empty body has no fields.
 * @throws Failure `invalid` when it is neither, or names a form field twice
 */
export async function readBody(contentType: string, bytes: Buffer): Promise<Record<string, unknown>> {
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  if (text.trim() === "") return {};
  if (/^\s*[[{]/.test(text)) return readJson(text);
  if (contentType.startsWith("multipart/form-data")) return readMultipart(contentType, bytes);
  if (contentType.includes("json") || !text.includes("=")) throw unreadable("The body is not valid JSON");
  return uniqueFields(new URLSearchParams(text).entries());
}

/** A field that holds JSON as text, as forms and queries carry filters; anything else stays as it is. */
export function readJsonField(value: unknown, field: string): unknown {
  if (typeof value !== "string" || value.trim() === "") return value;
  try {
    return JSON.parse(value);
  } catch {
    throw unreadable(`${field} is not valid JSON`, field);
  }
}

/**
 * Fields that must come once each: what a repeated one means depends on who reads it.
 * @throws Failure `invalid` for a repeated field
 */
export function uniqueFields(entries: Iterable<[string, unknown]>): Record<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const [name, value] of entries) {
    if (fields.has(name)) throw repeated(name);
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

export function repeated(name: string): Failure {
  return unreadable(`${name.slice(0, 100)} is given more than once`, name.slice(0, 100));
}

function readJson(text: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw unreadable("The body is not valid JSON");
  }
  if (!isRecord(parsed)) throw unreadable("The body is not a JSON object");
  return parsed;
}

async function readMultipart(contentType: string, bytes: Buffer): Promise<Record<string, unknown>> {
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": contentType } }).formData();
    const entries = await Promise.all(
      [...form.entries()].map(async ([name, value]): Promise<[string, unknown]> => {
        return [name, typeof value === "string" ? value : await value.text()];
      }),
    );
    return uniqueFields(entries);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw unreadable("The form cannot be read");
  }
}

function unreadable(sentence: string, field?: string): Failure {
  return new Failure("invalid", sentence, { field, messageKey: "invalid" });
}
