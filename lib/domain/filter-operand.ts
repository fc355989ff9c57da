import type { Comparison, DateRange, FilterField, LikeMode, Operator, Scalar, Test } from "./filter";
import { isRecord, readBoolean, readNumber, readString, readTimestamp, readValue } from "./filter-value";

const dayMilliseconds = 24 * 60 * 60 * 1000;
/** A hundred years: more would leave the range of dates. */
const daysMaximum = 36_525;

/** The value of an operand that is none of its field's type. */
export type Refused = { refused: unknown };

/** Reads an operator's operands, which are always a list here, as the test that they ask for. */
export function readOperands(field: FilterField, operator: Operator, operands: unknown[], now: Date): Test | Refused {
  switch (operator) {
    case "eq":
    case "neq":
    case "cabinetmatchedrulesequals":
      return readAmong(field, operands, operator === "neq");
    case "deq":
      return readOther(field, operands);
    case "contains":
    case "ncontains":
      return readLike(operands, "contains", operator === "ncontains");
    case "startswith":
    case "doesnotstartwith":
      return readLike(operands, "prefix", operator === "doesnotstartwith");
    case "endswith":
      return readLike(operands, "suffix", false);
    case "startswithsingle":
      return operands.length === 1 ? readLike(operands, "prefix", false) : { refused: operands[1] };
    case "text":
      return readLike(operands, "words", false);
    case "gt":
      return readCompare(field, operands, ">");
    case "gte":
      return readCompare(field, operands, ">=");
    case "lt":
      return readCompare(field, operands, "<");
    case "lte":
      return readCompare(field, operands, "<=");
    case "gte_ndays":
      return readDays(operands, ">=", now);
    case "lte_ndays":
      return readDays(operands, "<=", now);
    case "range":
      return readRanges(operands);
    case "isset":
    case "isnotset":
      return readSet(operands, operator === "isnotset");
  }
}

function readAmong(field: FilterField, operands: unknown[], negated: boolean): Test | Refused {
  const values: Scalar[] = [];
  let orNull = false;
  for (const operand of operands) {
    const isNull = operand === null || (field.nullable === true && operand === "null");
    const value = isNull ? undefined : readValue(field, operand);
    if (isNull && field.nullable === true) orNull = true;
    else if (value === undefined) return { refused: operand };
    else values.push(value, ...(field.alsoMatches?.[Number(value)] ?? []));
  }
  return { kind: "among", values, orNull, negated };
}

function readOther(field: FilterField, operands: unknown[]): Test | Refused {
  const among = readAmong(field, operands, false);
  return "kind" in among && among.kind === "among" ? { kind: "other", values: among.values } : among;
}

function readLike(operands: unknown[], mode: LikeMode, negated: boolean): Test | Refused {
  const values: string[] = [];
  for (const operand of operands) {
    const value = readString(isRecord(operand) ? operand.id : operand);
    if (value === undefined || value.trim() === "") return { refused: operand };
    values.push(value);
  }
  return { kind: "like", mode, values, negated };
}

function readCompare(field: FilterField, operands: unknown[], comparison: Comparison): Test | Refused {
  const [operand] = operands;
  const value = field.type === "timestamp" ? readTimestamp(operand) : readNumber(operand);
  return operands.length === 1 && value !== undefined ? { kind: "compare", comparison, value } : { refused: operand };
}

function readDays(operands: unknown[], comparison: Comparison, now: Date): Test | Refused {
  const days = readNumber(operands[0]);
  if (operands.length !== 1 || days === undefined || days < 0 || days > daysMaximum) return { refused: operands[0] };
  return {
    kind: "compare",
    comparison,
    value: new Date(now.getTime() - days * dayMilliseconds),
  };
}

function readRanges(operands: unknown[]): Test | Refused {
  const ranges: DateRange[] = [];
  for (const operand of operands) {
    if (!isRecord(operand)) return { refused: operand };
    const start = readEnd(operand.start);
    const end = readEnd(operand.end);
    if (start === undefined) return { refused: operand.start };
    if (end === undefined || (start === null && end === null)) return { refused: operand.end };
    ranges.push({ start, end });
  }
  return { kind: "ranges", ranges };
}

/** Null for an open end, undefined for one that cannot be read. */
function readEnd(raw: unknown): Date | null | undefined {
  return raw === undefined || raw === null ? null : readTimestamp(raw);
}

function readSet(operands: unknown[], negated: boolean): Test | Refused {
  const wanted = readBoolean(operands[0]);
  return operands.length === 1 && wanted !== undefined
    ? { kind: "set", negated: negated === wanted }
    : { refused: operands[0] };
}
