/**
 * Makes a value once per process and gives the same one to every later caller.
 *
 * Next bundles its server code, so a module that both a program's own code and a page import exists twice in the process.
 * What must exist once (connection pools, the usage buffer) therefore hangs on `globalThis` instead of on a module. A thread
 * counts as a process of its own here.
 * @param close lets go of what the value holds, when `closeAll` is called
 */
export function processOnce<T>(name: string, make: () => T, close?: (value: T) => Promise<unknown>): T {
  const key = keys.get(name) ?? keyOf(name);
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  const existing = store[key];
  if (existing !== undefined) return existing;
  const made = make();
  store[key] = made;
  if (close !== undefined) closers().push(() => close(made));
  return made;
}

/** Closes what was made and can be closed: pools, clients. For the end of a process; it cannot be used afterwards. */
export async function closeAll(): Promise<void> {
  await Promise.allSettled(closers().map((close) => close()));
}

function closers(): (() => Promise<unknown>)[] {
  return processOnce("closers", () => []);
}

/** Symbols by name: the registry of the whole process is slower to ask. */
const keys = new Map<string, symbol>();

function keyOf(name: string): symbol {
  const key = Symbol.for(`portcullis.${name}`);
  keys.set(name, key);
  return key;
}
