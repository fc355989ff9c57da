import { type FieldType, type FilterField, type FilterFields, type Operator, operatorMeanings } from "../domain/filter";
import {
  defaultLimit,
  type ListSettings,
  limitMaximum,
  scanLimitMaximum,
  scanLimitMinimum,
} from "../domain/list-query";
import { headerComponents, headersOf } from "./answer-headers";
import { commonErrors, type Endpoint, type EndpointInput } from "./endpoint";
import { errorAnswer, filterErrorAnswer } from "./envelope";
import { type JsonSchema, propertiesOf, schemaOf } from "./json-schema";
import { endpointList } from "./v1";

/**
 * The whole API as an OpenAPI 3.1 document.
 * @param origin the general URL; each tenant's own origin serves the same
 */
export function openApiDocument(origin: string): JsonSchema {
  const paths: Record<string, JsonSchema> = {};
  for (const endpoint of endpointList)
    for (const path of [endpoint.path, ...endpoint.aliases]) {
      const isAlias = path !== endpoint.path;
      const operations = endpoint.methods.map((method) => [
        method.toLowerCase(),
        operationOf(endpoint, method, isAlias),
      ]);
      const template = path.replace(/:(\w+)/g, "{$1}");
      paths[template] = { ...paths[template], ...Object.fromEntries(operations) };
    }
  return {
    openapi: "3.1.0",
    info: {
      title: "Portcullis REST API",
      version: "1",
      description: "Every path is served with and without its last slash, and below /cas as well.",
    },
    servers: [{ url: origin }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: {
          type: "apiKey",
          in: "header",
          name: "Authorization",
          description: "`Token <value>`; `Bearer <value>` is taken too.",
        },
      },
      headers: headerComponents,
      schemas: { Error: schemaOf(errorAnswer), FilterError: schemaOf(filterErrorAnswer) },
    },
  };
}

function operationOf(endpoint: Endpoint & { name: string }, method: string, isAlias: boolean): JsonSchema {
  const isPublic = endpoint.access === "public";
  return {
    operationId: isAlias ? undefined : `${endpoint.name}${endpoint.methods.length > 1 ? `By${method}` : ""}`,
    tags: [endpoint.group],
    summary: endpoint.title,
    description: `${endpoint.summary}${needs(endpoint)}`,
    deprecated: isAlias || undefined,
    security: isPublic ? [] : undefined,
    parameters: Object.entries(endpoint.parameters).map(([name, description]) => ({
      name,
      in: "path",
      required: true,
      description,
      schema: { type: "string" },
    })),
    requestBody: bodyOf(endpoint),
    responses: responsesOf(endpoint),
  };
}

function needs({ access }: Endpoint): string {
  if (access === "public") return "";
  return access === "any-token" ? " Open to every valid token." : ` Needs the permission ${access}.`;
}

function bodyOf({ input, example }: Endpoint): JsonSchema | undefined {
  const schema = inputSchema(input);
  if (schema === null) return undefined;
  const content = { "application/json": { schema, example: example.body ?? undefined } };
  return { required: input.kind === "act" && input.filtersOptional !== true, content };
}

function inputSchema(input: EndpointInput): JsonSchema | null {
  switch (input.kind) {
    case "list":
      return {
        type: "object",
        properties: { filters: filtersSchema(input.list.filters), ...listProperties(input.list) },
      };
    case "act": {
      const fields = schemaOf(input.fields);
      const properties = { filters: filtersSchema(input.filters), ...propertiesOf(fields) };
      return { type: "object", properties, ...(input.filtersOptional ? {} : { required: ["filters"] }) };
    }
    case "fields": {
      const properties = propertiesOf(schemaOf(input.fields));
      return Object.keys(properties).length === 0 ? null : { type: "object", properties };
    }
  }
}

function listProperties(list: ListSettings): JsonSchema {
  const scan = {
    isScan: { type: "boolean", default: false },
    limit: {
      type: "integer",
      default: defaultLimit,
      description: `At most ${limitMaximum}; in a scan ${scanLimitMinimum} to ${scanLimitMaximum}. Others are clamped.`,
    },
  };
  return {
    skip: { type: "integer", default: 0, minimum: 0 },
    limit: { type: "integer", default: defaultLimit, description: `At most ${limitMaximum}; larger ones are clamped.` },
    sortField: { type: "string", enum: list.sortFields, default: list.sortFields[0] },
    sortDirection: { type: "string", enum: ["asc", "desc"], default: "desc" },
    ...(list.scannable ? scan : {}),
  };
}

function filtersSchema(filters: FilterFields): JsonSchema {
  const properties = Object.entries(filters).map(([name, field]): [string, JsonSchema] => {
    const operators = field.operators.map((operator) => [operator, operandSchema(field, operator)]);
    return [name, { type: "object", description: field.meaning, properties: Object.fromEntries(operators) }];
  });
  return {
    type: "object",
    description: "Field to { operator: operand }. Fields and operators are joined by AND, values of a list by OR.",
    properties: Object.fromEntries(properties),
    additionalProperties: false,
  };
}

const valueSchemas: Record<FieldType, JsonSchema> = {
  string: { type: "string" },
  integer: { type: "integer" },
  boolean: { type: "boolean" },
  timestamp: { type: "integer", description: "Milliseconds since 1970" },
  entity: {
    type: "object",
    properties: { id: { type: "string" }, inst: { type: "integer" }, saas: { type: "integer" } },
    required: ["id"],
  },
  instance: { anyOf: [{ type: "integer" }, { type: "array", items: { type: "integer" }, minItems: 2, maxItems: 2 }] },
  source: { anyOf: [{ type: "integer" }, { type: "string" }] },
};

function operandSchema(field: FilterField, operator: Operator): JsonSchema {
  const description = operatorMeanings[operator];
  switch (operator) {
    case "isset":
    case "isnotset":
      return { type: "boolean", description };
    case "gte_ndays":
    case "lte_ndays":
      return { type: "number", minimum: 0, description };
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return { ...valueSchemas[field.type], description };
    case "range": {
      const end = valueSchemas.timestamp;
      return { type: "array", items: { type: "object", properties: { start: end, end } }, description };
    }
    case "eq":
    case "neq": {
      const legal = field.values === undefined ? {} : { enum: field.values };
      const value = { ...valueSchemas[field.type], ...legal };
      const items = field.nullable ? { anyOf: [value, { type: "null" }] } : value;
      return { anyOf: [items, { type: "array", items, minItems: 1 }], description };
    }
    default:
      return { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" }, minItems: 1 }], description };
  }
}

function responsesOf(endpoint: Endpoint): JsonSchema {
  const headers = (status: number) => (endpoint.access === "public" ? {} : { headers: headersOf(status) });
  const answers: Record<string, JsonSchema> = {
    200: {
      description: "Done",
      ...headers(200),
      content: {
        "application/json": { schema: schemaOf(endpoint.output), example: endpoint.example.response },
        ...(endpoint.answersPlainText && { "text/plain": { schema: { type: "string" } } }),
      },
    },
  };
  const refusals = endpoint.access === "public" ? endpoint.errors : [...endpoint.errors, ...commonErrors];
  for (const { status, when } of refusals) {
    const known = answers[status];
    const schema = {
      $ref: `#/components/schemas/${status === 400 && endpoint.input.kind !== "fields" ? "FilterError" : "Error"}`,
    };
    answers[status] = {
      description: known === undefined ? when : `${String(known.description)} ${when}`,
      ...headers(status),
      content: { "application/json": { schema } },
    };
  }
  return answers;
}
