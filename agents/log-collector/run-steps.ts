/** `skipped` when an earlier step failed. */
export type CheckResult<Step extends string> = { step: Step; outcome: "ok" | "failed" | "skipped"; detail: string };

/** Walks the steps one after the other, up to the first that fails, and says what each found. */
export async function runSteps<Step extends string>(
  steps: readonly Step[],
  walks: Record<Step, () => Promise<string>>,
): Promise<CheckResult<Step>[]> {
  const results: CheckResult<Step>[] = [];
  for (const step of steps) {
    if (results.some(({ outcome }) => outcome === "failed")) results.push({ step, outcome: "skipped", detail: "" });
    else results.push(await outcomeOf(step, walks[step]));
  }
  return results;
}

async function outcomeOf<Step extends string>(step: Step, walk: () => Promise<string>): Promise<CheckResult<Step>> {
  try {
    return { step, outcome: "ok", detail: await walk() };
  } catch (error) {
    return { step, outcome: "failed", detail: error instanceof Error ? error.message : String(error) };
  }
}
