/** The operators of the list contract. What each keeps is told by `operatorMeanings`. */
export const operatorMeanings = {
  eq: "equals one of the values",
  neq: "equals none of the values",
  deq: "has a value that is none of these",
  contains: "contains one of the texts, whatever the case",
  ncontains: "contains none of the texts",
  startswith: "begins with one of the texts",
  startswithsingle: "begins with the text",
  doesnotstartwith: "begins with none of the texts",
  endswith: "ends with one of the texts",
  text: "contains every word of the text, in any order",
  gt: "greater or later than the value",
  gte: "greater or later than, or equal to, the value",
  lt: "less or earlier than the value",
  lte: "less or earlier than, or equal to, the value",
  gte_ndays: "not earlier than so many days ago",
  lte_ndays: "not later than so many days ago",
  range: "inside one of the ranges { start, end }, both ends included, either may be missing",
  isset: "has a value (operand: true)",
  isnotset: "has no value (operand: true)",
  cabinetmatchedrulesequals: "matched one of the policies",
} as const;
export type Operator = keyof typeof operatorMeanings;

/**
 * What a filter's operand holds. `timestamp` is milliseconds since 1970; `entity` is `{ id, inst?, saas? }`; `instance` is
 * an instance number or a pair `[app id, instance]`; `source` is a number, `t:<number>` or `s:<stream id>`.
 */
export type FieldType = "string" | "integer" | "boolean" | "timestamp" | "entity" | "instance" | "source";

/** One filter of a list, declared once as data: the parser, the documentation and the stores' columns follow it. */
export type FilterField = {
  readonly type: FieldType;
  readonly operators: readonly Operator[];
  readonly meaning: string;
  /** The only legal values, where they are few. */
  readonly values?: readonly (string | number)[];
  /** Whether `null` is a legal value and means "has none". */
  readonly nullable?: boolean;
  /** Other spellings that clients send. */
  readonly aliases?: readonly string[];
  /** Values that stand for further ones: an obsolete value goes on finding the records that would have carried it. */
  readonly alsoMatches?: Readonly<Record<number, readonly number[]>>;
};
export type FilterFields = Readonly<Record<string, FilterField>>;

export type Scalar = string | number | boolean;

/** What one operator asks of a field, with its operand read and its clock resolved. */
export type Test =
  | {
      readonly kind: "among";
      readonly values: readonly Scalar[];
      readonly orNull: boolean;
      readonly negated: boolean;
    }
  | { readonly kind: "other"; readonly values: readonly Scalar[] }
  | {
      readonly kind: "like";
      readonly mode: LikeMode;
      readonly values: readonly string[];
      readonly negated: boolean;
    }
  | {
      readonly kind: "compare";
      readonly comparison: Comparison;
      readonly value: number | Date;
    }
  | { readonly kind: "ranges"; readonly ranges: readonly DateRange[] }
  | { readonly kind: "set"; readonly negated: boolean };
export type LikeMode = "contains" | "prefix" | "suffix" | "words";
export type Comparison = ">" | ">=" | "<" | "<=";
export type DateRange = {
  readonly start: Date | null;
  readonly end: Date | null;
};

/** A record passes a list's conditions when it passes every one. */
export type Condition<Field extends string = string> = {
  readonly field: Field;
  readonly test: Test;
};

/** Why a filter was refused, in the words and the shape that published clients read. */
export type FilterProblem = { field: string; value: string; error: string };

/** The words of a full-text operand. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word.length > 0);
}
