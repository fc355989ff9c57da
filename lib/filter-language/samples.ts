import fc from "fast-check";
import type { FilterField, Operator } from "../domain/filter";
import type { ListSettings } from "../domain/list-query";
import type { ModelEntity } from "./model";

/** What relative times count from. */
export const sampleNow = new Date("2026-11-21T00:00:00.000Z");
const epoch = Date.parse("2026-11-01T00:00:00.000Z");
const hour = 3_600_000;
const hours = 20 * 24;

/** Cases, accents, other scripts, and what means something to SQL, to LIKE, to JSON or to an array's notation. */
const texts = [
  "Ann",
  "ann b",
  "ANN",
  "100%",
  "a_b",
  "O'Neil\\",
  '{"x",y}',
  "NULL",
  "null",
  "Émile",
  "éMILE",
  "林雅婷",
  "🦔",
];

export const sampleText: fc.Arbitrary<string> = fc.constantFrom(...texts);
export const sampleTexts: fc.Arbitrary<string[]> = fc.uniqueArray(sampleText, { maxLength: 3 });
export const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(value, { freq: 3 });
/** A moment of the twenty days before `sampleNow`: so few that some records share one. */
export const sampleMoment: fc.Arbitrary<Date> = fc
  .integer({ min: 0, max: hours / 6 })
  .map((quarters) => new Date(epoch + quarters * 6 * hour));
export const sampleEntity: fc.Arbitrary<ModelEntity> = fc.record({
  id: fc.constantFrom("ann", "bob@x.example", "O'Neil"),
  inst: fc.integer({ min: 0, max: 1 }),
  saas: fc.constantFrom(0, 15600, 10489),
});

/** Records for a list: the same in every run. */
export function sampleRows<Row>(row: fc.Arbitrary<Row>, count: number): Row[] {
  return fc.sample(row, { numRuns: count, seed: 20_261_123 });
}

/** Values that a filter may be asked for, by its name: only those whose type or `values` do not tell. */
export type SampleValues = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** One filter with one operator and an operand, in each form in which clients send it. */
export function sampleFilter(
  settings: ListSettings,
  values: SampleValues,
): fc.Arbitrary<{ field: string; operator: string; operand: unknown }> {
  return fc
    .constantFrom(...operatorsOf(settings))
    .chain(({ field, operator }) =>
      sampleOperand(settings, values, field, operator).map((operand) => ({ field, operator, operand })),
    );
}

/** Each operator of each filter. */
export function operatorsOf(settings: ListSettings): { field: string; operator: Operator }[] {
  return Object.entries(settings.filters).flatMap(([field, { operators }]) =>
    operators.map((operator) => ({ field, operator })),
  );
}

export function sampleOperand(
  { filters }: ListSettings,
  values: SampleValues,
  name: string,
  operator: Operator,
): fc.Arbitrary<unknown> {
  const field = filters[name];
  if (field === undefined) throw new Error(`there is no filter ${name}`);
  const value = sampleValue(field, values[name]);
  switch (operator) {
    case "eq":
    case "neq":
    case "deq":
    case "cabinetmatchedrulesequals":
      return oneOrMore(field.nullable === true ? fc.oneof(value, fc.constantFrom(null, "null")) : value);
    case "contains":
    case "ncontains":
    case "startswith":
    case "doesnotstartwith":
    case "endswith":
      return oneOrMore(samplePart);
    case "startswithsingle":
      return samplePart;
    case "text":
      return fc.oneof(
        samplePart,
        fc.tuple(samplePart, samplePart).map((parts) => parts.join("  ")),
      );
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return sampleTime;
    case "gte_ndays":
    case "lte_ndays":
      return fc.oneof(fc.integer({ min: 0, max: 25 }), fc.constantFrom("3", 0.25, 12.5));
    case "range":
      return oneOrMore(sampleRange);
    case "isset":
    case "isnotset":
      return fc.constantFrom(true, false, "true", [true]);
  }
}

function sampleValue(field: FilterField, given: fc.Arbitrary<unknown> | undefined): fc.Arbitrary<unknown> {
  if (given !== undefined) return given;
  if (field.values !== undefined) return asNumberOrText(fc.constantFrom(...field.values));
  switch (field.type) {
    case "boolean":
      return fc.constantFrom(true, false, "true", "False".toLowerCase());
    case "timestamp":
      return sampleTime;
    case "integer":
      return asNumberOrText(fc.integer({ min: 0, max: 5 }));
    case "entity":
      return sampleEntityOperand;
    case "instance":
      return fc.oneof(
        fc.constantFrom(0, 1, "1"),
        fc.tuple(fc.constantFrom(1, 2, 3), fc.constantFrom(0, 1)).map((pair) => [...pair]),
      );
    case "source":
      return fc.constantFrom(2, "3", "t:2", "s:stream1", "t:6");
    case "string":
      return sampleText;
  }
}

/** As form fields carry numbers. */
function asNumberOrText(value: fc.Arbitrary<string | number>): fc.Arbitrary<unknown> {
  return fc.oneof(value, value.map(String));
}

/** One value where a list is documented, and a list. A pair stands in a list, for it is one itself. */
function oneOrMore(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const alone = value.map((one) => (Array.isArray(one) ? [one] : one));
  return fc.oneof(alone, fc.array(value, { minLength: 1, maxLength: 3 }));
}

const samplePart = fc.tuple(sampleText, fc.nat({ max: 3 }), fc.integer({ min: 1, max: 4 })).map(
  ([text, from, length]) =>
    [...text]
      .slice(from, from + length)
      .join("")
      .trim() || text,
);

const sampleTime = fc.oneof(
  sampleMoment.map((moment) => moment.getTime()),
  sampleMoment.map((moment) => String(moment.getTime())),
  sampleMoment.map((moment) => moment.getTime() / 1000),
);

const sampleRange = fc.oneof(
  fc.record({ start: sampleTime, end: sampleTime }),
  fc.record({ start: sampleTime }),
  fc.record({ start: fc.constant(null), end: sampleTime }),
);

const sampleEntityOperand = sampleEntity.chain(({ id, inst, saas }) =>
  fc.constantFrom<unknown>(id, { id }, { id, inst }, { id, inst, saas }, { id, saas }),
);
