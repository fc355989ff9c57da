/**
 * Makes a value once per process and gives the same one to every later caller.
 *
 * Next bundles its server code, so a module that both server.ts and a page import exists twice in the process. What must
 * exist once (connection pools, the usage buffer) therefore hangs on `globalThis` instead of on a module.
 */
export function processOnce<T>(name: string, make: () => T): T {
  const key = keys.get(name) ?? keyOf(name);
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  const existing = store[key];
  if (existing !== undefined) return existing;
  const made = make();
  store[key] = made;
  return made;
}

/** Symbols by name: the registry of the whole process is slower to ask. */
const keys = new Map<string, symbol>();

function keyOf(name: string): symbol {
  const key = Symbol.for(`portcullis.${name}`);
  keys.set(name, key);
  return key;
}
