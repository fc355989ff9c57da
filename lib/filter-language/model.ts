import type { FilterField, FilterFields } from "../domain/filter";

/*
 * The filter language in memory, from the request as it came: nothing here is shared with the code that reads filters or
 * makes SQL of them, so that one can be held against the other.
 */

export type ModelEntity = { id: string; inst: number; saas: number };
export type ModelInstance = { app: number; instance: number };
type One = string | number | boolean | Date | ModelEntity | ModelInstance;
/** What a record holds under a filter's name: null and the empty list are "has none". */
export type ModelValue = One | null | readonly One[];

const day = 24 * 3_600_000;

/** Whether a record passes `{ field: { operator: operand } }`. */
export function passesFilters(
  fields: FilterFields,
  filters: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  heldIn: (field: string) => ModelValue,
  now: Date,
): boolean {
  return Object.entries(filters).every(([name, tests]) => {
    const field = fields[name];
    if (field === undefined) throw new Error(`the model does not know ${name}`);
    const held = valuesOf(heldIn(name));
    return Object.entries(tests).every(([operator, operand]) => passes(field, held, operator, operand, now));
  });
}

function passes(field: FilterField, held: readonly One[], operator: string, operand: unknown, now: Date): boolean {
  const operands = Array.isArray(operand) ? operand : [operand];
  const [first] = operands;
  switch (operator) {
    case "eq":
    case "cabinetmatchedrulesequals":
      return operands.some((one) => isEqual(field, held, one));
    case "neq":
      return operands.every((one) => !isEqual(field, held, one));
    case "deq":
      return held.some((value) => operands.every((one) => !isEqual(field, [value], one)));
    case "contains":
      return anyText(held, operands, (text, part) => text.includes(part));
    case "ncontains":
      return !anyText(held, operands, (text, part) => text.includes(part));
    case "startswith":
    case "startswithsingle":
      return anyText(held, operands, (text, part) => text.startsWith(part));
    case "doesnotstartwith":
      return !anyText(held, operands, (text, part) => text.startsWith(part));
    case "endswith":
      return anyText(held, operands, (text, part) => text.endsWith(part));
    case "text":
      return anyText(held, operands, (text, part) => part.split(/\s+/).every((word) => text.includes(word)));
    case "gt":
      return held.some((value) => momentOf(value) > milliseconds(first));
    case "gte":
      return held.some((value) => momentOf(value) >= milliseconds(first));
    case "lt":
      return held.some((value) => momentOf(value) < milliseconds(first));
    case "lte":
      return held.some((value) => momentOf(value) <= milliseconds(first));
    case "gte_ndays":
      return held.some((value) => momentOf(value) >= now.getTime() - Number(first) * day);
    case "lte_ndays":
      return held.some((value) => momentOf(value) <= now.getTime() - Number(first) * day);
    case "range":
      return held.some((value) => operands.some((range) => isWithin(momentOf(value), Object(range))));
    case "isset":
      return held.length > 0 === (String(first) === "true");
    case "isnotset":
      return (held.length === 0) === (String(first) === "true");
    default:
      throw new Error(`the model does not know ${operator}`);
  }
}

function isEqual(field: FilterField, held: readonly One[], operand: unknown): boolean {
  if (operand === null || (field.nullable === true && operand === "null")) return held.length === 0;
  switch (field.type) {
    case "boolean":
      return held.some((value) => String(value) === String(operand));
    case "integer": {
      const wanted = [Number(operand), ...(field.alsoMatches?.[Number(operand)] ?? [])];
      return held.some((value) => typeof value === "number" && wanted.includes(value));
    }
    case "timestamp":
      return held.some((value) => momentOf(value) === milliseconds(operand));
    case "string":
      return held.some((value) => value === String(operand));
    case "source":
      return held.some((value) => value === (/^\d+$/.test(String(operand)) ? `t:${operand}` : operand));
    case "entity":
      return held.some((value) => isEntity(value) && isSameEntity(value, operand));
    case "instance":
      return held.some((value) => isInstance(value) && isSameInstance(value, operand));
  }
}

function isSameEntity(entity: ModelEntity, operand: unknown): boolean {
  if (typeof operand === "string") return entity.id === operand;
  const { id, inst, saas }: { id?: unknown; inst?: unknown; saas?: unknown } = Object(operand);
  if (entity.id !== id) return false;
  if (saas === undefined) return inst === undefined || entity.inst === inst;
  return entity.saas === saas && entity.inst === (inst ?? 0);
}

function isSameInstance({ app, instance }: ModelInstance, operand: unknown): boolean {
  if (!Array.isArray(operand)) return instance === Number(operand);
  return app === operand[0] && instance === operand[1];
}

function anyText(
  held: readonly One[],
  parts: readonly unknown[],
  isLike: (text: string, part: string) => boolean,
): boolean {
  return held.some((value) => parts.some((part) => isLike(textOf(value).toLowerCase(), String(part).toLowerCase())));
}

function textOf(value: One): string {
  return isEntity(value) ? `${value.id}|${value.inst}|${value.saas}` : String(value);
}

function isWithin(moment: number, { start, end }: { start?: unknown; end?: unknown }): boolean {
  return (start == null || moment >= milliseconds(start)) && (end == null || moment <= milliseconds(end));
}

function momentOf(value: One): number {
  return value instanceof Date ? value.getTime() : Number.NaN;
}

/** Ten digits are seconds. */
function milliseconds(operand: unknown): number {
  return String(operand).length <= 10 ? Number(operand) * 1000 : Number(operand);
}

function isEntity(value: One): value is ModelEntity {
  return typeof value === "object" && "saas" in value;
}

function isInstance(value: One): value is ModelInstance {
  return typeof value === "object" && "app" in value;
}

function valuesOf(value: ModelValue): readonly One[] {
  if (value === null) return [];
  return isList(value) ? value : [value];
}

function isList(value: One | readonly One[]): value is readonly One[] {
  return Array.isArray(value);
}
