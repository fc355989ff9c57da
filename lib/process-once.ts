/**
 * Makes a value once per process and gives the same one to every later caller.
 *
 * Next bundles its server code, so a module that both server.ts and a page import exists twice in the process. What must
 * exist once (connection pools, the usage buffer) therefore hangs on `globalThis` instead of on a module.
 */
export function processOnce<T>(name: string, make: () => T): T {
  const key = Symbol.for(`portcullis.${name}`);
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  const existing = store[key];
  if (existing !== undefined) return existing;
  const made = make();
  store[key] = made;
  return made;
}
