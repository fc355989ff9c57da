import { localhostDetour } from "../domain/localhost-detour";
import type { Endpoint } from "./endpoint";

/** The notations in which the documentation prints a call, in its order. */
export const exampleLanguages = ["curl", "python", "node"] as const;
export type ExampleLanguage = (typeof exampleLanguages)[number];

/** One call as a program makes it. */
export type ExampleCall = {
  method: string;
  /** With its query, below the origin. */
  path: string;
  needsToken: boolean;
  body: object | null;
};

/**
 * Where the programs call a host below `.localhost`; null where they call the origin itself. TLS needs the name, so only
 * plain HTTP can be called by address.
 */
export function exampleDetour(origin: string): { address: string; host: string } | null {
  return origin.startsWith("http:") ? localhostDetour(origin) : null;
}

type Header = readonly [name: string, value: string];

const jsonType: Header = ["Content-Type", "application/json"];

/** The example of an endpoint: with a body by the method that takes one, otherwise by the first. */
export function exampleCall({ access, methods, example }: Endpoint): ExampleCall {
  const { path, body } = example;
  const withBody = body === null ? undefined : methods.find((method) => method !== "GET");
  return { method: withBody ?? methods[0] ?? "GET", path, needsToken: access !== "public", body };
}

/**
 * A call as a command for a Unix shell, as a Python program of the standard library and as a Node.js module of its own
 * modules. Each runs as it stands with the token in the environment variable PORTCULLIS_TOKEN, prints the answer's body,
 * and a program that is refused ends with another code than 0. The token itself is in none of them.
 *
 * A host below `.localhost` is called at the loopback address with its name in the Host header, because programs, unlike
 * browsers, do not look such names up.
 * @param origin where the call goes: a tenant's own origin
 */
export function callExamples(call: ExampleCall, origin: string): Record<ExampleLanguage, string> {
  return { curl: curlCommand(call, origin), python: pythonProgram(call, origin), node: nodeProgram(call, origin) };
}

function curlCommand({ method, path, needsToken, body }: ExampleCall, origin: string): string {
  const words = [`curl ${shellText(origin + path)}`];
  if (localhostDetour(origin)) words.push("--connect-to ::127.0.0.1:");
  if (method !== (body === null ? "GET" : "POST")) words.push(`-X ${method}`);
  if (needsToken) words.push(`-H "Authorization: Token $PORTCULLIS_TOKEN"`);
  if (body !== null) words.push(`-H ${shellText(jsonType.join(": "))}`, `-d ${shellText(JSON.stringify(body))}`);
  return words.join(" \\\n  ");
}

function shellText(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function pythonProgram({ method, path, needsToken, body }: ExampleCall, origin: string): string {
  const detour = exampleDetour(origin);
  const headers = [
    ...(detour ? [`"Host": ${JSON.stringify(detour.host)},`] : []),
    ...(needsToken ? [`"Authorization": "Token " + os.environ["PORTCULLIS_TOKEN"],`] : []),
    ...(body === null ? [] : [`${jsonType.map((text) => JSON.stringify(text)).join(": ")},`]),
  ];
  return [
    ...(body === null ? [] : ["import json"]),
    ...(needsToken ? ["import os"] : []),
    "import sys",
    "import urllib.error",
    "import urllib.request",
    "",
    "request = urllib.request.Request(",
    `    ${JSON.stringify((detour?.address ?? origin) + path)},`,
    `    method=${JSON.stringify(method)},`,
    ...(headers.length === 0 ? [] : ["    headers={", ...indented(headers, 8), "    },"]),
    ...(body === null ? [] : [`    data=json.dumps(${literal(body, 4, pythonNotation)}).encode(),`]),
    ")",
    "try:",
    "    with urllib.request.urlopen(request, timeout=30) as answer:",
    "        print(answer.read().decode())",
    "except urllib.error.HTTPError as refusal:",
    `    sys.exit(f"{refusal.code}: {refusal.read().decode()}")`,
  ].join("\n");
}

/** How a language writes a value of JSON: its words, and how far it indents. Strings are JSON's in both. */
type Notation = { yes: string; no: string; nothing: string; step: number };
const pythonNotation: Notation = { yes: "True", no: "False", nothing: "None", step: 4 };
const nodeNotation: Notation = { yes: "true", no: "false", nothing: "null", step: 2 };

/** @param depth how many spaces the line begins with on which the value stands */
function literal(value: unknown, depth: number, notation: Notation): string {
  if (value === null) return notation.nothing;
  if (typeof value === "boolean") return value ? notation.yes : notation.no;
  if (typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, depth, notation)).join(", ")}]`;
  const inner = depth + notation.step;
  const items = Object.entries(value).map(
    ([name, item]) => `${JSON.stringify(name)}: ${literal(item, inner, notation)},`,
  );
  return items.length === 0 ? "{}" : ["{", ...indented(items, inner), `${" ".repeat(depth)}}`].join("\n");
}

function nodeProgram(call: ExampleCall, origin: string): string {
  const detour = exampleDetour(origin);
  return detour === null ? fetchProgram(call, origin) : httpProgram(call, detour);
}

function fetchProgram(call: ExampleCall, origin: string): string {
  const { method, path, body } = call;
  const headers = nodeHeaders(call);
  const options = [
    ...(method === "GET" ? [] : [`method: ${JSON.stringify(method)},`]),
    ...headers,
    ...(body === null ? [] : [`body: JSON.stringify(${literal(body, 2, nodeNotation)}),`]),
  ];
  const url = JSON.stringify(origin + path);
  return [
    ...(options.length === 0
      ? [`const answer = await fetch(${url});`]
      : [`const answer = await fetch(${url}, {`, ...indented(options, 2), "});"]),
    "const content = await answer.text();",
    `if (!answer.ok) throw new Error(\`\${answer.status}: \${content}\`);`,
    "console.log(content);",
  ].join("\n");
}

/** Without fetch, which sends no Host header but the URL's own. */
function httpProgram(call: ExampleCall, detour: { address: string; host: string }): string {
  const { method, path, body } = call;
  const options = [
    `method: ${JSON.stringify(method)},`,
    ...nodeHeaders(call, [`host: ${JSON.stringify(detour.host)},`]),
  ];
  return [
    `import { once } from "node:events";`,
    `import { request } from "node:http";`,
    `import { text } from "node:stream/consumers";`,
    "",
    `const call = request(${JSON.stringify(detour.address + path)}, {`,
    ...indented(options, 2),
    "});",
    `call.end(${body === null ? "" : `JSON.stringify(${literal(body, 0, nodeNotation)})`});`,
    `const [answer] = await once(call, "response");`,
    "const content = await text(answer);",
    `if (answer.statusCode >= 400) throw new Error(\`\${answer.statusCode}: \${content}\`);`,
    "console.log(content);",
  ].join("\n");
}

function nodeHeaders({ needsToken, body }: ExampleCall, first: readonly string[] = []): string[] {
  const headers = [
    ...first,
    ...(needsToken ? [`authorization: \`Token \${process.env.PORTCULLIS_TOKEN}\`,`] : []),
    ...(body === null ? [] : [`"content-type": ${JSON.stringify(jsonType[1])},`]),
  ];
  return headers.length === 0 ? [] : ["headers: {", ...indented(headers, 2), "},"];
}

function indented(lines: readonly string[], spaces: number): string[] {
  return lines.map((line) => " ".repeat(spaces) + line);
}
