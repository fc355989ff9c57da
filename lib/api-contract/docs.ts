import { type FilterField, type FilterFields, type Operator, operatorMeanings } from "../domain/filter";
import { callExamples, type ExampleLanguage, exampleCall } from "./call-examples";
import { commonErrors, type Endpoint, type EndpointError, endpointGroups } from "./endpoint";
import { type JsonSchema, propertiesOf, schemaOf, typeText } from "./json-schema";
import { type EndpointName, endpointList, endpoints } from "./v1";

export type FieldDoc = { name: string; type: string; meaning: string };
export type FilterDoc = FieldDoc & { operators: Operator[]; aliases: string[] };

/** Where an endpoint's documentation stands; its name is its anchor there. */
export type EndpointLink = { name: string; title: string; href: string };

/** One endpoint as its documentation shows it. */
export type EndpointDoc = EndpointLink & {
  summary: string;
  methods: string[];
  path: string;
  aliases: string[];
  access: string;
  parameters: FieldDoc[];
  fields: FieldDoc[];
  filters: FilterDoc[];
  /** The endpoint that prints the filters that this one takes too. */
  filtersAs: EndpointLink | null;
  sortFields: string[];
  scannable: boolean;
  /** The example's call, ready to run. */
  examples: Record<ExampleLanguage, string>;
  /** The same call, to be changed and sent by the page. */
  trial: CallTrial;
  response: string;
  answerFields: FieldDoc[];
  /** The endpoint that prints the same answer. */
  answerAs: EndpointLink | null;
  errors: readonly EndpointError[];
  /** Statuses of `commonErrors` that this endpoint answers too. */
  sharedErrors: readonly number[];
};

/** A call that the documentation's page offers to send. */
export type CallTrial = {
  method: string;
  /** With its query, below the origin. */
  path: string;
  needsToken: boolean;
  /** JSON text, or null where the call has no body. */
  body: string | null;
  /** Whether it may change what the tenant has, and not only read. */
  isChange: boolean;
};

/** The origin in the contract's examples, which a reader sees as their own. */
const exampleOrigin = "https://contoso.portal.example.com";

type Named = Endpoint & { name: string };

type Group = (typeof endpointGroups)[number];

/** A group of endpoints, which has a page of its own. */
export type GroupLink = { group: Group; href: string; endpoints: EndpointLink[] };

/** What stands on the documentation's pages, in their order. */
export function documentationContents(): GroupLink[] {
  return endpointGroups.map((group) => ({
    group,
    href: pageOf(group),
    endpoints: endpointList.filter((endpoint) => endpoint.group === group).map(linkTo),
  }));
}

/** The group whose page ends its path with this word, or null when there is none. */
export function groupOfSlug(slug: string): Group | null {
  return endpointGroups.find((group) => slugOf(group) === slug) ?? null;
}

/**
 * The documentation of a group's endpoints.
 * @param origin where the reader calls the API: their tenant's own origin
 */
export function groupDocs(group: Group, origin: string): EndpointDoc[] {
  return endpointList.filter((endpoint) => endpoint.group === group).map((endpoint) => docOf(endpoint, origin));
}

/** Where an endpoint is documented: the page of its group, and its anchor there. */
export function endpointLink(name: EndpointName): EndpointLink {
  return linkTo({ ...endpoints[name], name });
}

function linkTo({ name, title, group }: Named): EndpointLink {
  return { name, title, href: `${pageOf(group)}#${name}` };
}

function pageOf(group: Group): string {
  return `/help/api/${slugOf(group)}`;
}

function slugOf(group: Group): string {
  return group.toLowerCase().replaceAll(" ", "-");
}

/** Every operator with the operand that it takes. */
export function operatorDocs(): FieldDoc[] {
  return Object.entries(operatorMeanings).map(([name, meaning]) => ({ name, type: operandText(name), meaning }));
}

function docOf(endpoint: Named, origin: string): EndpointDoc {
  const { input } = endpoint;
  const isList = input.kind === "list";
  const answerAs = sameAnswer(endpoint);
  const example = exampleCall(endpoint);
  const call = { ...example, body: inOrigin(example.body, origin) };
  const filtersAs = input.kind === "act" ? listWith(input.filters) : null;
  return {
    ...linkTo(endpoint),
    summary: endpoint.summary,
    methods: [...endpoint.methods],
    path: endpoint.path,
    aliases: [...endpoint.aliases],
    access: endpoint.access,
    parameters: Object.entries(endpoint.parameters).map(([name, meaning]) => ({ name, type: "string", meaning })),
    fields: isList ? [] : inputFieldsOf(schemaOf(input.fields)),
    filters: isList
      ? filterDocs(input.list.filters)
      : input.kind === "act" && filtersAs === null
        ? filterDocs(input.filters)
        : [],
    filtersAs,
    sortFields: isList ? [...input.list.sortFields] : [],
    scannable: isList && input.list.scannable,
    examples: callExamples(call, origin),
    trial: {
      ...call,
      body: call.body === null ? null : JSON.stringify(call.body, null, 2),
      isChange: !isList && call.method !== "GET",
    },
    response: JSON.stringify(endpoint.example.response, null, 2).replaceAll(exampleOrigin, origin),
    answerFields: answerAs === null ? fieldsOf(schemaOf(endpoint.output)) : [],
    answerAs,
    errors: endpoint.errors,
    sharedErrors: endpoint.access === "public" ? [] : commonErrors.map(({ status }) => status),
  };
}

function operandText(operator: string): string {
  if (/^(gt|lt)e?$|single$/.test(operator)) return "one value";
  if (operator.endsWith("_ndays")) return "number of days";
  if (operator.startsWith("is")) return "true";
  return operator === "range" ? "list of { start, end }" : "list of values, or one";
}

function filterDocs(filters: FilterFields): FilterDoc[] {
  return Object.entries<FilterField>(filters).map(([name, field]) => ({
    name,
    type: field.nullable ? `${field.type} or null` : field.type,
    meaning: meaningOf(field),
    operators: [...field.operators],
    aliases: [...(field.aliases ?? [])],
  }));
}

/** Numbers are explained by the meaning itself; words are listed. */
function meaningOf({ meaning, values }: FilterField): string {
  const words = values?.filter((value) => typeof value === "string") ?? [];
  return words.length === 0 ? meaning : `${meaning}. Values: ${words.join(", ")}`;
}

function fieldsOf(schema: JsonSchema): FieldDoc[] {
  return Object.entries(propertiesOf(schema)).map(([name, property]) => ({
    name,
    type: typeText(property),
    meaning: typeof property.description === "string" ? property.description : "",
  }));
}

/** The fields of a request, and below a list of objects the fields of these. */
function inputFieldsOf(schema: JsonSchema, prefix = ""): FieldDoc[] {
  const properties = propertiesOf(schema);
  return fieldsOf(schema).flatMap((field) => {
    const property = properties[field.name];
    const items = property?.items;
    const isList = property?.type === "array" && typeof items === "object" && items !== null;
    const within = isList ? { ...items } : (property ?? {});
    const name = `${prefix}${field.name}`;
    return [{ ...field, name }, ...inputFieldsOf(within, isList ? `${name}[].` : `${name}.`)];
  });
}

function listWith(filters: FilterFields): EndpointLink | null {
  const list = endpointList.find(({ input }) => input.kind === "list" && input.list.filters === filters);
  return list === undefined ? null : linkTo(list);
}

/** The first endpoint with this very answer, unless it is the one that asks. */
function sameAnswer(endpoint: Named): EndpointLink | null {
  const first = endpointList.find(({ output }) => output === endpoint.output);
  return first === undefined || first.name === endpoint.name ? null : linkTo(first);
}

/** An example's body with the reader's own URL where one stands in it. */
function inOrigin(body: object | null, origin: string): object | null {
  if (body === null) return null;
  const entries = Object.entries(body).map(([name, value]): [string, unknown] => [
    name,
    typeof value === "string" ? value.replaceAll(exampleOrigin, origin) : value,
  ]);
  return Object.fromEntries(entries);
}
