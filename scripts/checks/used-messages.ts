import ts from "typescript";

/** A use of messages: one key, or with `*` for a part that only the running program knows. */
export type MessageUse = { pattern: string; place: string };

const HOOKS = new Set(["useTranslations", "getTranslations"]);
const METHODS = new Set(["rich", "markup", "raw", "has"]);

/** All uses of messages in one source file, as far as they can be seen without running it. */
export function messageUsesOf(name: string, text: string): MessageUse[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const translators = new Map<ts.Node, Map<string, string>>();
  visit(source, (node) => declare(node, translators));
  const uses: MessageUse[] = [];
  visit(source, (node) => {
    if (!ts.isIdentifier(node) || isDeclarationName(node)) return;
    const namespace = namespaceOf(node, translators);
    if (namespace === null) return;
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    for (const pattern of patternsOf(node)) uses.push({ pattern: join(namespace, pattern), place: `${name}:${line}` });
  });
  return uses;
}

/** Whether a use covers a key. */
export function covers(pattern: string, key: string): boolean {
  if (!pattern.includes("*")) return pattern === key;
  const escaped = pattern.split("*").map((part) => part.replace(/[.\\+?^${}()|[\]]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`).test(key);
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

/** Notes `const t = useTranslations("x")`, the awaited form, and `const [t, …] = await Promise.all([getTranslations("x"), …])`. */
function declare(node: ts.Node, translators: Map<ts.Node, Map<string, string>>): void {
  if (!ts.isVariableDeclaration(node) || node.initializer === undefined) return;
  const value = unawaited(node.initializer);
  if (ts.isIdentifier(node.name)) note(node.name, value, translators);
  if (!ts.isArrayBindingPattern(node.name) || !ts.isCallExpression(value)) return;
  const list = value.arguments[0];
  if (list === undefined || !ts.isArrayLiteralExpression(list)) return;
  node.name.elements.forEach((element, index) => {
    const item = list.elements[index];
    if (item && ts.isBindingElement(element) && ts.isIdentifier(element.name))
      note(element.name, unawaited(item), translators);
  });
}

function note(name: ts.Identifier, value: ts.Expression, translators: Map<ts.Node, Map<string, string>>): void {
  if (!ts.isCallExpression(value) || !ts.isIdentifier(value.expression) || !HOOKS.has(value.expression.text)) return;
  const scope = scopeOf(name);
  const known = translators.get(scope) ?? new Map<string, string>();
  translators.set(scope, known.set(name.text, namespaceArgument(value.arguments[0])));
}

function namespaceArgument(argument: ts.Expression | undefined): string {
  if (argument === undefined) return "";
  if (ts.isStringLiteralLike(argument)) return argument.text;
  if (!ts.isObjectLiteralExpression(argument)) return "*";
  const given = argument.properties.find((property) => property.name?.getText() === "namespace");
  return given && ts.isPropertyAssignment(given) && ts.isStringLiteralLike(given.initializer)
    ? given.initializer.text
    : "*";
}

function unawaited(expression: ts.Expression): ts.Expression {
  return ts.isAwaitExpression(expression) ? expression.expression : expression;
}

function scopeOf(node: ts.Node): ts.Node {
  let scope = node.parent;
  while (!ts.isFunctionLike(scope) && !ts.isSourceFile(scope)) scope = scope.parent;
  return scope;
}

function isDeclarationName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent)) && parent.name === node
  );
}

function namespaceOf(node: ts.Identifier, translators: Map<ts.Node, Map<string, string>>): string | null {
  if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) return null;
  if (ts.isJsxAttribute(node.parent) || (ts.isPropertyAssignment(node.parent) && node.parent.name === node))
    return null;
  for (
    let scope: ts.Node | undefined = scopeOf(node);
    scope;
    scope = ts.isSourceFile(scope) ? undefined : scopeOf(scope)
  ) {
    const namespace = translators.get(scope)?.get(node.text);
    if (namespace !== undefined) return namespace;
    if (ts.isFunctionLike(scope) && scope.parameters.some((parameter) => parameter.name.getText() === node.text))
      return null;
  }
  return null;
}

/** The keys of `t(key)` or `t.rich(key)`; a translator that is handed on may be asked for anything. */
function patternsOf(node: ts.Identifier): string[] {
  const { parent } = node;
  const callee = ts.isPropertyAccessExpression(parent) && METHODS.has(parent.name.text) ? parent : node;
  const call = callee.parent;
  if (!ts.isCallExpression(call) || call.expression !== callee) return ["*"];
  const key = call.arguments[0];
  return key === undefined ? ["*"] : keysOf(key);
}

function keysOf(key: ts.Expression): string[] {
  if (ts.isStringLiteralLike(key)) return [key.text];
  if (ts.isParenthesizedExpression(key)) return keysOf(key.expression);
  if (ts.isConditionalExpression(key)) return [...keysOf(key.whenTrue), ...keysOf(key.whenFalse)];
  if (ts.isTemplateExpression(key))
    return [key.head.text + key.templateSpans.map((span) => `*${span.literal.text}`).join("")];
  return ["*"];
}

function join(namespace: string, pattern: string): string {
  return namespace === "" ? pattern : `${namespace}.${pattern}`;
}
