import { demoAccounts, demoEmail } from "@/prisma/demo-people";
import { type RunningPortal, startPortal } from "./portal";
import { loadEnvFile } from "./portal-settings";
import { secondsSince, sentenceOf, terminalSteps } from "./steps";

/**
 * `npm start` and, with --dev, `npm run dev`: brings the portal up, says where it is, and stops everything on Ctrl-C; a
 * second Ctrl-C does not wait for requests under way.
 */
async function main(isDevelopment: boolean): Promise<void> {
  const began = Date.now();
  const interruption = interruptions();
  loadEnvFile();
  interruption.onNext(() => process.exit(130));
  const portal = await startPortal({ environment: process.env, steps: terminalSteps, isDevelopment });
  interruption.onNext(null);
  announce(portal, began);
  const failure = await Promise.race([portal.failed, interruption.requested]);
  if (failure !== null) console.error(failure);
  const stopBegan = Date.now();
  interruption.onNext(() => {
    portal.kill();
    process.exit(130);
  });
  await portal.stop();
  console.log(`Stopped (${secondsSince(stopBegan)}).`);
  process.exit(failure === null ? 0 : 1);
}

function announce(portal: RunningPortal, began: number): void {
  console.log(`\nPortal ready: ${portal.url}`);
  console.log(`(after ${secondsSince(began)}; Ctrl-C stops it)`);
  if (portal.firstTenantUrl !== null) {
    console.log(
      `\nMake the first tenant and its administrator within 24 hours, with this link that works once:\n  ${portal.firstTenantUrl}`,
    );
  }
  if (portal.demo === null) return;
  console.log("\nDemo accounts (and the same ones @fabrikam.example):");
  for (const account of demoAccounts) console.log(`  ${demoEmail(account, "contoso")}`);
  const { file, isNew, password } = portal.demo;
  if (file === null) console.log("Their password is the one set by PORTAL_DEMO_PASSWORD.");
  else console.log(`Their password${isNew ? ` is ${password} and` : ""} is kept in ${file}`);
}

type Interruption = {
  requested: Promise<null>;
  /** What to do when a person asks to stop from now on, besides resolving `requested`. */
  onNext(act: (() => void) | null): void;
};

function interruptions(): Interruption {
  let act: (() => void) | null = null;
  const requested = new Promise<null>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        resolve(null);
        act?.();
      });
    }
  });
  return {
    requested,
    onNext: (next) => {
      act = next;
    },
  };
}

main(process.argv.includes("--dev")).catch((error: unknown) => {
  console.error(`\n${sentenceOf(error)}`);
  process.exit(1);
});
