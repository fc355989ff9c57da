import { type LookupOptions, lookup } from "node:dns";

type Answer = (
  error: NodeJS.ErrnoException | null,
  address: string | { address: string; family: number }[],
  family?: number,
) => void;

/**
 * The system's own look-up, but for names below `localhost`: those are this machine (RFC 6761, 6.3), and many systems do
 * not know it. A portal that is tried out has a tenant at such a name.
 */
export function lookupHost(name: string, options: LookupOptions, answer: Answer): void {
  if (!/(^|\.)localhost\.?$/i.test(name)) lookup(name, options, answer);
  else if (options.all) answer(null, [{ address: "127.0.0.1", family: 4 }]);
  else answer(null, "127.0.0.1", 4);
}

/**
 * The first address of a host.
 * @throws Error when there is none
 */
export async function addressOf(host: string): Promise<string> {
  const [found] = await new Promise<{ address: string }[]>((resolve, reject) =>
    lookupHost(host, { all: true }, (error, addresses) =>
      error !== null || typeof addresses === "string" ? reject(error) : resolve(addresses),
    ),
  );
  if (found === undefined) throw new Error(`no address is known for ${host}`);
  return found.address;
}
