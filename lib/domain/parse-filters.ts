import type {
	Comparison,
	Condition,
	DateRange,
	FilterField,
	FilterFields,
	FilterProblem,
	LikeMode,
	Operator,
	Scalar,
	Test,
} from "./filter";
import { operatorMeanings } from "./filter";
import {
	readBoolean,
	readNumber,
	readString,
	readTimestamp,
	readValue,
} from "./filter-value";

const dayMilliseconds = 24 * 60 * 60 * 1000;
/** A hundred years: more would leave the range of dates. */
const daysMaximum = 36_525;

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
	if (raw === undefined || raw === null || raw === "")
		return { ok: true, conditions: [] };
	if (!isRecord(raw))
		return {
			ok: false,
			problems: [
				problem("filters", scalarText(raw), "is not an object of filters"),
			],
		};
	const conditions: Condition<keyof Fields & string>[] = [];
	const problems: FilterProblem[] = [];
	for (const [name, tests] of Object.entries(raw)) {
		const field = fieldNamed(fields, name);
		const declared = field === undefined ? undefined : fields[field];
		if (field === undefined || declared === undefined)
			problems.push(problem(name, name, "is not a known filter"));
		else if (!isRecord(tests))
			problems.push(
				problem(name, scalarText(tests), "is not an object of operators"),
			);
		else
			for (const [operator, operand] of Object.entries(tests)) {
				const test = readTest(name, declared, operator, operand, now);
				if ("error" in test) problems.push(test);
				else conditions.push({ field, test });
			}
	}
	return problems.length > 0
		? { ok: false, problems }
		: { ok: true, conditions };
}

function fieldNamed<Fields extends FilterFields>(
	fields: Fields,
	name: string,
): (keyof Fields & string) | undefined {
	if (Object.hasOwn(fields, name)) return name;
	return Object.keys(fields).find((key) =>
		fields[key]?.aliases?.includes(name),
	);
}

function readTest(
	name: string,
	field: FilterField,
	operator: string,
	operand: unknown,
	now: Date,
): Test | FilterProblem {
	if (!isOperator(operator) || !field.operators.includes(operator))
		return problem(
			name,
			operator,
			`is not an operator of ${name} (it takes ${field.operators.join(", ")})`,
		);
	const operands: unknown[] = Array.isArray(operand) ? operand : [operand];
	if (operands.length === 0)
		return problem(name, operator, "has an empty list of values");
	const test = readOperands(field, operator, operands, now);
	return isRecord(test) && "refused" in test
		? problem(name, scalarText(test.refused), "is not valid")
		: test;
}

type Refused = { refused: unknown };

function readOperands(
	field: FilterField,
	operator: Operator,
	operands: unknown[],
	now: Date,
): Test | Refused {
	switch (operator) {
		case "eq":
		case "neq":
			return readAmong(field, operands, operator === "neq");
		case "contains":
		case "ncontains":
			return readLike(operands, "contains", operator === "ncontains");
		case "startswith":
		case "doesnotstartwith":
			return readLike(operands, "prefix", operator === "doesnotstartwith");
		case "endswith":
			return readLike(operands, "suffix", false);
		case "startswithsingle":
			return operands.length === 1
				? readLike(operands, "prefix", false)
				: { refused: operands[1] };
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

function readAmong(
	field: FilterField,
	operands: unknown[],
	negated: boolean,
): Test | Refused {
	const values: Scalar[] = [];
	let orNull = false;
	for (const operand of operands) {
		const isNull =
			operand === null || (field.nullable === true && operand === "null");
		const value = isNull ? undefined : readValue(field, operand);
		if (isNull && field.nullable === true) orNull = true;
		else if (value === undefined) return { refused: operand };
		else values.push(value, ...(field.alsoMatches?.[Number(value)] ?? []));
	}
	return { kind: "among", values, orNull, negated };
}

function readLike(
	operands: unknown[],
	mode: LikeMode,
	negated: boolean,
): Test | Refused {
	const values: string[] = [];
	for (const operand of operands) {
		const value = readString(isRecord(operand) ? operand.id : operand);
		if (value === undefined || value.trim() === "") return { refused: operand };
		values.push(value);
	}
	return { kind: "like", mode, values, negated };
}

function readCompare(
	field: FilterField,
	operands: unknown[],
	comparison: Comparison,
): Test | Refused {
	const [operand] = operands;
	const value =
		field.type === "timestamp" ? readTimestamp(operand) : readNumber(operand);
	return operands.length === 1 && value !== undefined
		? { kind: "compare", comparison, value }
		: { refused: operand };
}

function readDays(
	operands: unknown[],
	comparison: Comparison,
	now: Date,
): Test | Refused {
	const days = readNumber(operands[0]);
	if (
		operands.length !== 1 ||
		days === undefined ||
		days < 0 ||
		days > daysMaximum
	)
		return { refused: operands[0] };
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
		if (end === undefined || (start === null && end === null))
			return { refused: operand.end };
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

function isOperator(name: string): name is Operator {
	return Object.hasOwn(operatorMeanings, name);
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function problem(
	field: string,
	value: string,
	sentence: string,
): FilterProblem {
	return {
		field: shortened(field),
		value: shortened(value),
		error: `${shortened(value)} ${sentence}`,
	};
}

/** Objects are named, not printed: they may be nested as deep as the body allows. */
function scalarText(value: unknown): string {
	return typeof value === "object" && value !== null
		? Array.isArray(value)
			? "list"
			: "object"
		: String(value);
}

function shortened(text: string): string {
	return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
