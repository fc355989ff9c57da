import type { Condition, FilterFields, FilterProblem } from "./filter";
import { isRecord, readBoolean, readNumber } from "./filter-value";
import type { SortDirection } from "./page";
import { parseFilters } from "./parse-filters";

/** What a list takes: its filters, the fields it sorts by (the first is the default), and whether it can be scanned. */
export type ListSettings = {
  readonly filters: FilterFields;
  readonly sortFields: readonly [string, ...string[]];
  readonly scannable: boolean;
};

export const defaultLimit = 100;
export const limitMaximum = 100;
export const scanLimitMinimum = 500;
export const scanLimitMaximum = 5000;
/** Skipping costs the database every skipped row. Whoever needs more narrows by date or scans. */
export const skipMaximum = 10_000;
/** A total is counted up to here; beyond, `moreThanTotal` says that it is a floor. */
export const totalCap = 10_000;
/** The filter that carries a scan's place. It comes from `nextQueryFilters` and goes back as it came. */
export const scanFilter = "scanAfter";

export type ListQuery<Field extends string = string, Sort extends string = string> = {
  conditions: Condition<Field>[];
  skip: number;
  limit: number;
  sortField: Sort;
  direction: SortDirection;
  /** A scan reads on from a place instead of skipping; `after` is null at its start. */
  scan: { after: string | null } | null;
};

export type ListQueryOf<Settings extends ListSettings> = ListQuery<
  keyof Settings["filters"] & string,
  Settings["sortFields"][number]
>;

/** What a list found. `total` counts all that match, or is a floor when `moreThanTotal`. */
export type ListResult<Row> = {
  rows: Row[];
  hasNext: boolean;
  total: number;
  moreThanTotal: boolean;
  /** Where a scan reads on, when there is more. */
  scanAfter: string | null;
};

export type ParsedListQuery<Settings extends ListSettings> =
  | { ok: true; query: ListQueryOf<Settings> }
  | { ok: false; problems: FilterProblem[] };

/**
 * Reads the common request of all lists: filters, skip, limit, sortField, sortDirection, isScan. Limits that are too
 * large or too small are clamped, because published clients ask for more than they get; what makes no sense is a problem.
 * @param now what relative times count from
 */
export function parseListQuery<Settings extends ListSettings>(
  settings: Settings,
  raw: Readonly<Record<string, unknown>>,
  now: Date,
): ParsedListQuery<Settings> {
  const { place, filters } = takeScanFilter(settings, raw.filters);
  const parsed = parseFilters<Settings["filters"]>(settings.filters, filters, now);
  const problems = parsed.ok ? [] : parsed.problems;
  const isScan = settings.scannable && ((readFlag(raw.isScan, "isScan", problems) ?? false) || place !== null);
  const skip = readSkip(raw.skip, problems);
  const limit = readLimit(raw.limit, isScan, problems);
  const sortField = readChoice<Settings["sortFields"][number]>(
    raw.sortField,
    "sortField",
    settings.sortFields,
    problems,
  );
  const direction = readChoice<SortDirection>(raw.sortDirection, "sortDirection", ["desc", "asc"], problems);
  if (!parsed.ok || problems.length > 0) return { ok: false, problems };
  const scan = isScan ? { after: place } : null;
  return {
    ok: true,
    query: {
      conditions: parsed.conditions,
      skip: isScan ? 0 : skip,
      limit,
      sortField,
      direction,
      scan,
    },
  };
}

function takeScanFilter(settings: ListSettings, raw: unknown): { place: string | null; filters: unknown } {
  if (!settings.scannable || !isRecord(raw) || !Object.hasOwn(raw, scanFilter)) return { place: null, filters: raw };
  const { [scanFilter]: place, ...filters } = raw;
  const operand = isRecord(place) ? place.eq : place;
  const text = Array.isArray(operand) ? operand[0] : operand;
  // An unreadable place would silently start over; the empty string is refused where the place is opened.
  return { place: typeof text === "string" ? text : "", filters };
}

function readFlag(raw: unknown, field: string, problems: FilterProblem[]): boolean | undefined {
  if (raw === undefined || raw === null || raw === "") return undefined;
  const value = readBoolean(raw);
  if (value === undefined) problems.push(refused(field, raw, "is not valid"));
  return value;
}

function readSkip(raw: unknown, problems: FilterProblem[]): number {
  const skip = readCount(raw, "skip", problems) ?? 0;
  if (skip > skipMaximum)
    problems.push(
      refused("skip", skip, `is too large: at most ${skipMaximum} records can be skipped. Narrow the list by date`),
    );
  return skip;
}

function readLimit(raw: unknown, isScan: boolean, problems: FilterProblem[]): number {
  const limit = readCount(raw, "limit", problems);
  if (limit === 0) problems.push(refused("limit", limit, "is not valid"));
  if (!isScan) return Math.min(limit ?? defaultLimit, limitMaximum);
  return Math.min(Math.max(limit ?? scanLimitMinimum, scanLimitMinimum), scanLimitMaximum);
}

function readCount(raw: unknown, field: string, problems: FilterProblem[]): number | undefined {
  if (raw === undefined || raw === null || raw === "") return undefined;
  const value = readNumber(raw);
  if (value !== undefined && Number.isInteger(value) && value >= 0) return value;
  problems.push(refused(field, raw, "is not valid"));
  return undefined;
}

function readChoice<Choice extends string>(
  raw: unknown,
  field: string,
  choices: readonly [Choice, ...Choice[]],
  problems: FilterProblem[],
): Choice {
  if (raw === undefined || raw === null || raw === "") return choices[0];
  const choice = choices.find((one) => one === raw);
  if (choice === undefined)
    problems.push(refused(field, raw, `is not valid (${field} is one of ${choices.join(", ")})`));
  return choice ?? choices[0];
}

function refused(field: string, raw: unknown, sentence: string): FilterProblem {
  const value = typeof raw === "object" && raw !== null ? "object" : String(raw).slice(0, 100);
  return { field, value, error: `${value} ${sentence}` };
}
