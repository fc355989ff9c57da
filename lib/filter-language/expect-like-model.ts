import fc from "fast-check";
import { expect } from "vitest";
import type { ListSettings } from "../domain/list-query";
import type { SortDirection } from "../domain/page";
import { type ModelValue, passesFilters } from "./model";
import { operatorsOf, type SampleValues, sampleFilter, sampleNow, sampleOperand } from "./samples";

/** A list with known records, and how the model sees them. */
export type ModelledList<Row> = {
  settings: ListSettings;
  rows: readonly Row[];
  idOf(row: Row): string;
  /** What a record holds, by the filter's name. */
  values: Readonly<Record<string, (row: Row) => ModelValue>>;
  /** By what records are sorted before their id, by the sort field's name. */
  sortKeys: Readonly<Record<string, (row: Row) => readonly (string | number)[]>>;
  sampleValues: SampleValues;
  /** Rows that the list never shows, unless these filters ask for it. */
  isShown?(row: Row, filters: Filters): boolean;
  ask(request: Record<string, unknown>): Promise<ModelledAnswer>;
};
export type ModelledAnswer = {
  ids: string[];
  hasNext: boolean;
  total: number;
  /** The filters of a scan's next request. */
  nextFilters: unknown;
};
export type Filters = Record<string, Record<string, unknown>>;

/** Each operator of each filter, alone, with operands of every form: the list holds what the model keeps. */
export async function expectOperatorsLikeModel<Row>(list: ModelledList<Row>, runs: number): Promise<void> {
  for (const { field, operator } of operatorsOf(list.settings)) {
    const operand = sampleOperand(list.settings, list.sampleValues, field, operator);
    await fc.assert(
      fc.asyncProperty(operand, async (value) => {
        const filters = { [field]: { [operator]: value } };
        const answer = await list.ask({ filters, limit: 100 });
        expect(answer.ids.toSorted()).toEqual(kept(list, filters).map(list.idOf).toSorted());
        expect(answer.total).toBe(answer.ids.length);
      }),
      { numRuns: runs },
    );
  }
}

/** Filters together, in each order, page by page: no record is missing, comes twice, or stands elsewhere. */
export async function expectPagesLikeModel<Row>(list: ModelledList<Row>, runs: number): Promise<void> {
  const request = fc.record({
    chosen: fc.array(sampleFilter(list.settings, list.sampleValues), { maxLength: 3 }),
    sortField: fc.constantFrom(...list.settings.sortFields),
    sortDirection: fc.constantFrom("asc", "desc"),
    limit: fc.integer({ min: 3, max: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ chosen, ...paging }) => {
      const filters = filtersOf(chosen);
      const expected = inOrder(list, kept(list, filters), paging.sortField, paging.sortDirection);
      const seen: string[] = [];
      for (let hasNext = true; hasNext; ) {
        const answer = await list.ask({ filters, ...paging, skip: seen.length });
        expect(answer.total).toBe(expected.length);
        expect(answer.ids.length).toBeLessThanOrEqual(paging.limit);
        seen.push(...answer.ids);
        hasNext = answer.hasNext;
      }
      expect(seen).toEqual(expected);
    }),
    { numRuns: runs },
  );
}

/** A scan with filters, in both directions: every record once. */
export async function expectScansLikeModel<Row>(list: ModelledList<Row>, runs: number): Promise<void> {
  const request = fc.record({
    chosen: fc.array(sampleFilter(list.settings, list.sampleValues), { maxLength: 1 }),
    sortDirection: fc.constantFrom("asc", "desc"),
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ chosen, sortDirection }) => {
      const filters = filtersOf(chosen);
      const seen: string[] = [];
      let next: unknown = filters;
      do {
        const answer = await list.ask({ filters: next, sortDirection, isScan: true, limit: 500 });
        expect(answer.hasNext).toBe(answer.nextFilters !== null);
        seen.push(...answer.ids);
        next = answer.nextFilters;
      } while (next !== null);
      expect(seen.toSorted()).toEqual(kept(list, filters).map(list.idOf).toSorted());
    }),
    { numRuns: runs },
  );
}

function kept<Row>(list: ModelledList<Row>, filters: Filters): Row[] {
  const { settings, rows, values, isShown = () => true } = list;
  return rows.filter((row) => {
    const heldIn = (field: string) => {
      const read = values[field];
      if (read === undefined) throw new Error(`the model has no value for ${field}`);
      return read(row);
    };
    return isShown(row, filters) && passesFilters(settings.filters, filters, heldIn, sampleNow);
  });
}

function inOrder<Row>(list: ModelledList<Row>, rows: readonly Row[], field: string, direction: SortDirection | string) {
  const keysOf = list.sortKeys[field];
  if (keysOf === undefined) throw new Error(`the model has no order for ${field}`);
  const sign = direction === "desc" ? -1 : 1;
  return rows
    .toSorted(
      (one, other) => sign * compareKeys([...keysOf(one), list.idOf(one)], [...keysOf(other), list.idOf(other)]),
    )
    .map(list.idOf);
}

function compareKeys(one: readonly (string | number)[], other: readonly (string | number)[]): number {
  for (const [index, key] of one.entries()) {
    const against = other[index] ?? "";
    if (key !== against) return key < against ? -1 : 1;
  }
  return 0;
}

function filtersOf(chosen: readonly { field: string; operator: string; operand: unknown }[]): Filters {
  const filters: Filters = {};
  for (const { field, operator, operand } of chosen) filters[field] = { ...filters[field], [operator]: operand };
  return filters;
}
