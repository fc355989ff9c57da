import { folderStore } from "./folder-store";

/** One process of the portal, for the test: writes a file that never ends, and tells when it is under way. */
const [root = "", tenantId = "", name = ""] = process.argv.slice(2);

async function* endless(): AsyncIterable<Uint8Array> {
  yield Buffer.alloc(1024 * 1024, "x");
  process.send?.({ type: "writing" });
  await new Promise(() => setInterval(() => undefined, 60_000));
}

await folderStore(root).put({ tenantId, name }, endless(), Number.MAX_SAFE_INTEGER);
