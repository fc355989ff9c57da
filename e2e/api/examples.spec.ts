import { writeFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { activityExample } from "@/lib/api-contract/activity-record";
import { alertExample } from "@/lib/api-contract/alert-record";
import { fileExample } from "@/lib/api-contract/files";
import { uploadExampleName } from "@/lib/api-contract/upload-examples";
import { endpointList } from "@/lib/api-contract/v1";
import type { Role } from "@/lib/domain/role-table";
import { type ApiWorld, makeApiWorld } from "../support/api-world";
import {
  type ExampleLanguage,
  type ExampleRun,
  isInstalled,
  printedExample,
  runProgramWithToken,
} from "../support/printed-example";

/*
 * The examples of the documentation, taken from the page that a tenant is shown, and run as they stand: nothing is given
 * to them but a token in the environment.
 */

const languages = ["curl", "python", "node"] as const;
const files: Record<ExampleLanguage, string> = { curl: "call.sh", python: "call.py", node: "call.mjs" };
/** Groups whose examples name what `beforeEach` makes. Those of others may be answered that it is not there. */
const prepared: readonly string[] = ["Alerts", "Activities", "Files", "General"];

let world: ApiWorld;

// Closing ends an alert, so each example gets a tenant of its own.
test.beforeEach(async () => {
  world = await makeApiWorld();
  await world.raiseAlert({ id: alertExample._id });
  await world.recordActivities([{ id: activityExample._id }]);
  await world.storeFile({ id: fileExample._id });
});

test.afterEach(() => world.close());

/** Agents of this product bring the tokens that their own endpoints take. */
const published = endpointList.filter(({ tokenKinds = ["api"] }) => tokenKinds.includes("api"));

for (const language of languages) {
  for (const { name, group, output } of published)
    test(`${name}: the documentation's ${language} example runs and answers as promised`, async () => {
      const { printed, complaint } = await runExample(language, name, "global-administrator");
      const isRefused = /\b(400|404|409): /.test(complaint) || isRefusal(printed);
      if (isRefused && !prepared.includes(group)) return;
      expect(complaint).toBe("");
      expect(output.safeParse(readAnswer(printed)).error).toBeUndefined();
    });

  test(`the documentation's ${language} program uploads a log from beginning to end`, async () => {
    await writeFile(test.info().outputPath("access.log"), proxyLog());
    const { printed, complaint } = await runExample(language, uploadExampleName, "discovery-global-administrator");
    expect(complaint).toBe("");
    for (const found of ["done", "Global View", "Proxy Taipei", "Dropbox"]) expect(printed).toContain(found);
  });
}

async function runExample(language: ExampleLanguage, name: string, role: Role): Promise<ExampleRun> {
  test.skip(!isInstalled(language), `There is no ${language} on this machine.`);
  const code = await printedExample(world.tenant.slug, name, language);
  const file = test.info().outputPath(files[language]);
  return runProgramWithToken(language, code, { file, secret: await world.issue(role) });
}

/** What curl prints of a refusal, with which it does not fail. */
function isRefusal(printed: string): boolean {
  return printed.startsWith('{"error":true');
}

/** A line that Squid could have written yesterday. */
function proxyLog(): string {
  const seconds = Math.floor(Date.now() / 1000) - 24 * 3_600;
  return `${seconds}.123    45 10.20.0.21 TCP_MISS/200 4000 GET http://dropbox.com/ amy.chen HIER_DIRECT/198.51.100.7 text/html\n`;
}

function readAnswer(printed: string): unknown {
  try {
    return JSON.parse(printed);
  } catch {
    return printed.trimEnd();
  }
}
