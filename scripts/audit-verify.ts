import { ensureClientGenerated } from "./generate";
import { openDatabase } from "./open-database";
import { sentenceOf } from "./steps";

/**
 * `npm run audit:verify`: calculates the chain of every tenant's audit log anew, a line for each, and names the first bad
 * row. Works beside a running portal.
 * @returns the exit code: 0 when every log is whole, 1 when one is not
 */
async function main(): Promise<number> {
  await ensureClientGenerated();
  const database = await openDatabase();
  // These read the settings that were put in place just now.
  const { verifyAllChains } = await import("@/lib/audit/verify-all-chains");
  const { closeAll } = await import("@/lib/process-once");
  try {
    let isSound = true;
    for await (const { line, isSound: isThisSound } of verifyAllChains(new Date())) {
      console.log(`${isThisSound ? "ok    " : "FAILED"} ${line}`);
      isSound &&= isThisSound;
    }
    return isSound ? 0 : 1;
  } finally {
    await closeAll();
    await database.close();
  }
}

main().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    console.error(sentenceOf(error));
    process.exit(2);
  },
);
