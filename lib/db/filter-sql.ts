import { Prisma } from "./generated/client";

/** A column as filters see it: its name or expression, and what Postgres keeps in it. */
export type FilterColumn = {
  readonly sql: Prisma.Sql;
  readonly type: "text" | "int" | "boolean" | "timestamptz" | "text[]";
};

/** What one operator asks of a column: the tests of lib/domain/filter.ts, which have this form. */
type Test =
  | {
      readonly kind: "among";
      readonly values: readonly (string | number | boolean)[];
      readonly orNull: boolean;
      readonly negated: boolean;
    }
  | { readonly kind: "other"; readonly values: readonly (string | number | boolean)[] }
  | {
      readonly kind: "like";
      readonly mode: "contains" | "prefix" | "suffix" | "words";
      readonly values: readonly string[];
      readonly negated: boolean;
    }
  | {
      readonly kind: "compare";
      readonly comparison: ">" | ">=" | "<" | "<=";
      readonly value: number | Date;
    }
  | {
      readonly kind: "ranges";
      readonly ranges: readonly {
        readonly start: Date | null;
        readonly end: Date | null;
      }[];
    }
  | { readonly kind: "set"; readonly negated: boolean };

const comparisons = {
  ">": Prisma.sql`>`,
  ">=": Prisma.sql`>=`,
  "<": Prisma.sql`<`,
  "<=": Prisma.sql`<=`,
} as const;

/**
 * The SQL of one test. Operands travel as parameters only. A record without a value fails every positive test and passes
 * every negated one, so that "none of these" keeps it. Positive tests stay bare, so that an index can serve them.
 */
export function testSql(column: FilterColumn, test: Test): Prisma.Sql {
  switch (test.kind) {
    case "among":
      return withNegation(amongSql(column, test.values, test.orNull), test.negated);
    case "other":
      return otherSql(column, test.values);
    case "like":
      return withNegation(likeSql(column, test.mode, test.values), test.negated);
    case "compare":
      return Prisma.sql`${column.sql} ${comparisons[test.comparison]} ${test.value}${castOf(column)}`;
    case "ranges":
      return joinOr(test.ranges.map((range) => rangeSql(column, range)));
    case "set":
      return withNegation(isSetSql(column), test.negated);
  }
}

function amongSql(column: FilterColumn, values: readonly (string | number | boolean)[], orNull: boolean): Prisma.Sql {
  const isAmong = valuesSql(column, values);
  return orNull ? Prisma.sql`(${isAmong} or not ${isSetSql(column)})` : isAmong;
}

function valuesSql(column: FilterColumn, values: readonly (string | number | boolean)[]): Prisma.Sql {
  switch (column.type) {
    case "text[]":
      return Prisma.sql`${column.sql} && ${values.map(String)}::text[]`;
    case "text":
      return anyOf(column.sql, values.map(String), Prisma.sql`text`);
    case "int":
      return anyOf(column.sql, values.map(Number), Prisma.sql`int`);
    case "boolean":
      return anyOf(column.sql, values.map(Boolean), Prisma.sql`boolean`);
    case "timestamptz":
      return anyOf(
        column.sql,
        values.map((value) => new Date(Number(value))),
        Prisma.sql`timestamptz`,
      );
  }
}

/** One value is compared by itself: only then does an index on the column and the order of a list read in that order. */
function anyOf(column: Prisma.Sql, values: (string | number | boolean | Date)[], type: Prisma.Sql): Prisma.Sql {
  const [only] = values;
  return only !== undefined && values.length === 1
    ? Prisma.sql`${column} = ${only}::${type}`
    : Prisma.sql`${column} = any (${values}::${type}[])`;
}

function otherSql(column: FilterColumn, values: readonly (string | number | boolean)[]): Prisma.Sql {
  if (column.type !== "text[]") return Prisma.sql`(${isSetSql(column)} and not ${valuesSql(column, values)})`;
  return Prisma.sql`exists (
    select from unnest(${column.sql}) as element where element <> all (${values.map(String)}::text[]))`;
}

function likeSql(column: FilterColumn, mode: "contains" | "prefix" | "suffix" | "words", values: readonly string[]) {
  if (column.type !== "text[]") return joinOr(values.map((value) => textSql(column.sql, mode, value)));
  const element = Prisma.sql`element`;
  const tests = joinOr(values.map((value) => textSql(element, mode, value)));
  return Prisma.sql`exists (select from unnest(${column.sql}) as element where ${tests})`;
}

/** Functions rather than LIKE: nothing in the operand has to be escaped. */
function textSql(text: Prisma.Sql, mode: "contains" | "prefix" | "suffix" | "words", value: string): Prisma.Sql {
  switch (mode) {
    case "contains":
      return Prisma.sql`position(lower(${value}::text) in lower(${text})) > 0`;
    case "prefix":
      return Prisma.sql`starts_with(lower(${text}), lower(${value}::text))`;
    case "suffix":
      return Prisma.sql`right(lower(${text}), length(lower(${value}::text))) = lower(${value}::text)`;
    case "words": {
      const words = value.split(/\s+/u).filter((word) => word.length > 0);
      const tests = words.map((word) => textSql(text, "contains", word));
      return Prisma.sql`(${Prisma.join(tests, " and ")})`;
    }
  }
}

function rangeSql(column: FilterColumn, range: { start: Date | null; end: Date | null }): Prisma.Sql {
  const start = range.start === null ? Prisma.sql`true` : Prisma.sql`${column.sql} >= ${range.start}::timestamptz`;
  const end = range.end === null ? Prisma.sql`true` : Prisma.sql`${column.sql} <= ${range.end}::timestamptz`;
  return Prisma.sql`(${start} and ${end})`;
}

function isSetSql(column: FilterColumn): Prisma.Sql {
  if (column.type === "text[]") return Prisma.sql`(coalesce(cardinality(${column.sql}), 0) > 0)`;
  return Prisma.sql`(${column.sql} is not null)`;
}

function castOf(column: FilterColumn): Prisma.Sql {
  return column.type === "timestamptz" ? Prisma.sql`::timestamptz` : Prisma.sql`::int`;
}

function joinOr(tests: Prisma.Sql[]): Prisma.Sql {
  return tests.length === 0 ? Prisma.sql`false` : Prisma.sql`(${Prisma.join(tests, " or ")})`;
}

function withNegation(test: Prisma.Sql, negated: boolean): Prisma.Sql {
  return negated ? Prisma.sql`not coalesce(${test}, false)` : test;
}
