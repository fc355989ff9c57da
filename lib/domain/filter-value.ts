import type { FilterField, Scalar } from "./filter";
import { isStorable } from "./storable-text";

/** Postgres' integer: a larger number cannot be any record's value. */
const integerMaximum = 2_147_483_647;
/** The last millisecond of the year 9999. */
const timestampMaximum = 253_402_300_799_999;
/** Values below are seconds: one published client sends them so, and as milliseconds they would lie before 1973. */
const secondsBelow = 100_000_000_000;
const stringMaximum = 1024;

/**
 * Reads one value of an operand as the field's type. Numbers may come as text, because form fields are all text.
 * Entities, instances and sources become the keys that stores keep of them.
 * @returns undefined when it is not a value of that type
 */
export function readValue(field: FilterField, raw: unknown): Scalar | undefined {
  const value = readTyped(field, raw);
  if (value === undefined || field.values === undefined) return value;
  return field.values.some((legal) => legal === value) ? value : undefined;
}

function readTyped(field: FilterField, raw: unknown): Scalar | undefined {
  switch (field.type) {
    case "string":
      return readString(raw);
    case "integer":
      return readInteger(raw);
    case "boolean":
      return readBoolean(raw);
    case "timestamp":
      return readTimestamp(raw)?.getTime();
    case "entity":
      return readEntity(raw);
    case "instance":
      return readInstance(raw);
    case "source":
      return readSource(raw);
  }
}

/** Text that can be stored, for no record holds any other. A number counts as its digits. */
export function readString(raw: unknown): string | undefined {
  if (typeof raw === "number" && Number.isFinite(raw)) return String(raw);
  if (typeof raw !== "string" || raw.length > stringMaximum || !isStorable(raw)) return undefined;
  return raw;
}

export function readInteger(raw: unknown): number | undefined {
  const value = readNumber(raw);
  return value !== undefined && Number.isInteger(value) && Math.abs(value) <= integerMaximum ? value : undefined;
}

export function readNumber(raw: unknown): number | undefined {
  if (typeof raw === "number") return Number.isFinite(raw) ? raw : undefined;
  if (typeof raw !== "string" || !/^-?\d{1,16}(\.\d{1,6})?$/.test(raw)) return undefined;
  return Number(raw);
}

export function readBoolean(raw: unknown): boolean | undefined {
  if (typeof raw === "boolean") return raw;
  if (typeof raw !== "string") return undefined;
  const text = raw.toLowerCase();
  return text === "true" ? true : text === "false" ? false : undefined;
}

/** Milliseconds since 1970, or seconds when the number is that small. */
export function readTimestamp(raw: unknown): Date | undefined {
  const value = readNumber(raw);
  if (value === undefined || value < 0) return undefined;
  const milliseconds = Math.round(value < secondsBelow ? value * 1000 : value);
  return milliseconds <= timestampMaximum ? new Date(milliseconds) : undefined;
}

/** The keys under which an account or user is found: by id alone, by id and instance, and by all three. */
export function entityKeys(entity: { id: string; inst: number; saas: number }): [string, string, string] {
  const { id, inst, saas } = entity;
  return [id, `${id}|${inst}`, `${id}|${inst}|${saas}`];
}

function readEntity(raw: unknown): string | undefined {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return readString(raw);
  const { id: rawId, inst: rawInst, saas: rawSaas }: { id?: unknown; inst?: unknown; saas?: unknown } = raw;
  const id = readString(rawId);
  const inst = rawInst === undefined ? undefined : readInteger(rawInst);
  const saas = rawSaas === undefined ? undefined : readInteger(rawSaas);
  if (id === undefined || (rawInst !== undefined && inst === undefined)) return undefined;
  if (rawSaas === undefined) return inst === undefined ? id : `${id}|${inst}`;
  return saas === undefined ? undefined : `${id}|${inst ?? 0}|${saas}`;
}

function readInstance(raw: unknown): string | undefined {
  if (!Array.isArray(raw)) return readInteger(raw)?.toString();
  const [app, instance] = raw.map(readInteger);
  return raw.length === 2 && app !== undefined && instance !== undefined ? `${app}|${instance}` : undefined;
}

function readSource(raw: unknown): string | undefined {
  const number = readInteger(raw);
  if (number !== undefined) return `t:${number}`;
  const text = readString(raw);
  return text !== undefined && /^(t:\d{1,3}|s:[0-9A-Za-z_-]{1,64})$/.test(text) ? text : undefined;
}

/** Whether a parsed JSON value is an object with keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
