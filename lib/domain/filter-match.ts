import type { Comparison, Condition, LikeMode, Scalar, Test } from "./filter";
import { wordsOf } from "./filter";

/** What a record holds under a filter's name: null is "has none", a list has one of several. */
export type FieldValue = Scalar | Date | null | readonly Scalar[];

/** Whether a record that is in memory passes every condition, by the same rules as the lists in the database. */
export function passesAll<Field extends string>(
  conditions: readonly Condition<Field>[],
  fieldValue: (field: Field) => FieldValue,
): boolean {
  return conditions.every(({ field, test }) => passes(test, valuesOf(fieldValue(field))));
}

function passes(test: Test, values: readonly (Scalar | Date)[]): boolean {
  switch (test.kind) {
    case "among": {
      const isAmong = values.some((value) => test.values.some((wanted) => wanted === value));
      return (isAmong || (test.orNull && values.length === 0)) !== test.negated;
    }
    case "other":
      return values.some((value) => test.values.every((given) => given !== value));
    case "like":
      return values.some((value) => test.values.some((text) => isLike(test.mode, value, text))) !== test.negated;
    case "compare":
      return values.some((value) => compares(test.comparison, Number(value), Number(test.value)));
    case "ranges":
      return values.some((value) => test.ranges.some((range) => isWithin(Number(value), range)));
    case "set":
      return values.length > 0 !== test.negated;
  }
}

function isWithin(value: number, { start, end }: { start: Date | null; end: Date | null }): boolean {
  return (start === null || value >= Number(start)) && (end === null || value <= Number(end));
}

function isLike(mode: LikeMode, value: Scalar | Date, wanted: string): boolean {
  const [text, part] = [String(value).toLowerCase(), wanted.toLowerCase()];
  switch (mode) {
    case "contains":
      return text.includes(part);
    case "prefix":
      return text.startsWith(part);
    case "suffix":
      return text.endsWith(part);
    case "words":
      return wordsOf(part).every((word) => text.includes(word));
  }
}

function compares(comparison: Comparison, value: number, limit: number): boolean {
  switch (comparison) {
    case ">":
      return value > limit;
    case ">=":
      return value >= limit;
    case "<":
      return value < limit;
    case "<=":
      return value <= limit;
  }
}

function valuesOf(value: FieldValue): readonly (Scalar | Date)[] {
  if (value === null) return [];
  return value instanceof Date || typeof value !== "object" ? [value] : value;
}
