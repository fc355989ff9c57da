import { spawnSync } from "node:child_process";
import { expect, test } from "@playwright/test";
import { activityExample } from "@/lib/api-contract/activity-record";
import { alertExample } from "@/lib/api-contract/alert-record";
import { fileExample } from "@/lib/api-contract/files";
import { endpointList } from "@/lib/api-contract/v1";
import { type ApiWorld, makeApiWorld } from "../support/api-world";
import { type ExampleLanguage, type ExampleRun, printedExample, runProgramWithToken } from "../support/printed-example";

/*
 * The examples of the documentation, taken from the page that a tenant is shown, and run as they stand: nothing is given
 * to them but a token in the environment.
 */

const hasPython = spawnSync("python3", ["--version"]).status === 0;
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

for (const { name, group, output } of endpointList) {
  test(`${name}: the documentation's Node example runs and answers as promised`, async () => {
    expectPromised(await runExample("node"));
  });

  test(`${name}: the documentation's Python example runs and answers as promised, where python3 is installed`, async () => {
    test.skip(!hasPython, "There is no python3 on this machine.");
    expectPromised(await runExample("python"));
  });

  async function runExample(language: ExampleLanguage): Promise<ExampleRun> {
    const code = await printedExample(world.tenant.slug, name, language);
    const file = test.info().outputPath(language === "node" ? "call.mjs" : "call.py");
    return runProgramWithToken(language, code, { file, secret: await world.issue("global-administrator") });
  }

  function expectPromised({ printed, complaint }: ExampleRun): void {
    const isPrepared = prepared.includes(group);
    if (!isPrepared && /\b(400|404|409): /.test(complaint)) return;
    expect(complaint).toBe("");
    expect(output.safeParse(readAnswer(printed)).error).toBeUndefined();
  }
}

function readAnswer(printed: string): unknown {
  try {
    return JSON.parse(printed);
  } catch {
    return printed.trimEnd();
  }
}
