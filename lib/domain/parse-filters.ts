import {
  type Condition,
  type FilterField,
  type FilterFields,
  type FilterProblem,
  type Operator,
  operatorMeanings,
  type Test,
} from "./filter";
import { readOperands } from "./filter-operand";
import { isRecord } from "./filter-value";

export type ParsedFilters<Field extends string> =
  | { ok: true; conditions: Condition<Field>[] }
  | { ok: false; problems: FilterProblem[] };

/**
 * Reads the `filters` of a request: `{ field: { operator: operand } }`, everything joined by AND, values in a list by OR.
 * Tolerant where published clients differ (a single value for a list and a list for a single value, numbers as text,
 * seconds for milliseconds), strict where a mistake would widen the answer: an unknown field, operator or value is a
 * problem, and so is an empty list.
 * @param now what relative times count from
 */
export function parseFilters<Fields extends FilterFields>(
  fields: Fields,
  raw: unknown,
  now: Date,
): ParsedFilters<keyof Fields & string> {
  if (raw === undefined || raw === null || raw === "") return { ok: true, conditions: [] };
  if (!isRecord(raw))
    return {
      ok: false,
      problems: [problem("filters", scalarText(raw), "is not an object of filters")],
    };
  const conditions: Condition<keyof Fields & string>[] = [];
  const problems: FilterProblem[] = [];
  for (const [name, tests] of Object.entries(raw)) {
    const field = fieldNamed(fields, name);
    const declared = field === undefined ? undefined : fields[field];
    if (field === undefined || declared === undefined) problems.push(problem(name, name, "is not a known filter"));
    else if (!isRecord(tests)) problems.push(problem(name, scalarText(tests), "is not an object of operators"));
    else
      for (const [operator, operand] of Object.entries(tests)) {
        const test = readTest(name, declared, operator, operand, now);
        if ("error" in test) problems.push(test);
        else conditions.push({ field, test });
      }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, conditions };
}

function fieldNamed<Fields extends FilterFields>(fields: Fields, name: string): (keyof Fields & string) | undefined {
  if (Object.hasOwn(fields, name)) return name;
  return Object.keys(fields).find((key) => fields[key]?.aliases?.includes(name));
}

function readTest(
  name: string,
  field: FilterField,
  operator: string,
  operand: unknown,
  now: Date,
): Test | FilterProblem {
  if (!isOperator(operator) || !field.operators.includes(operator))
    return problem(name, operator, `is not an operator of ${name} (it takes ${field.operators.join(", ")})`);
  const operands: unknown[] = Array.isArray(operand) ? operand : [operand];
  if (operands.length === 0) return problem(name, operator, "has an empty list of values");
  const test = readOperands(field, operator, operands, now);
  return isRecord(test) && "refused" in test ? problem(name, scalarText(test.refused), "is not valid") : test;
}

function isOperator(name: string): name is Operator {
  return Object.hasOwn(operatorMeanings, name);
}

function problem(field: string, value: string, sentence: string): FilterProblem {
  return {
    field: shortened(field),
    value: shortened(value),
    error: `${shortened(value)} ${sentence}`,
  };
}

/** Objects are named, not printed: they may be nested as deep as the body allows. */
function scalarText(value: unknown): string {
  return typeof value === "object" && value !== null ? (Array.isArray(value) ? "list" : "object") : String(value);
}

function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
