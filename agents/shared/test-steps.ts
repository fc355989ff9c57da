import {
  type ConnectionTestOutcome,
  type ConnectionTestResult,
  connectionTestDetail,
} from "@/lib/domain/connection-test";
import { AgentStop } from "./exit-codes";
import { PortalUnavailable } from "./portal-client";

/** What a step found where it did not fail. */
export type Finding = { outcome: ConnectionTestOutcome; detail: string };

type Walk<Step extends string, Fault extends string> = {
  steps: readonly Step[];
  walks: Record<Step, () => Promise<Finding> | Finding>;
  /** Which of the known faults an error at a step is. */
  faultOf: (error: unknown, step: Step) => Fault | null;
  /** Told everything found so far after each step. */
  onProgress: (results: ConnectionTestResult<Step, Fault>[]) => Promise<void> | void;
};

/** Walks steps one after the other, up to the first that fails, and says what each found. */
export async function walkSteps<Step extends string, Fault extends string>({
  steps,
  walks,
  faultOf,
  onProgress,
}: Walk<Step, Fault>): Promise<ConnectionTestResult<Step, Fault>[]> {
  const results: ConnectionTestResult<Step, Fault>[] = [];
  for (const step of steps) {
    const isOver = results.some(({ outcome }) => outcome === "failed");
    if (isOver) results.push({ step, outcome: "skipped", detail: "", fault: null });
    else
      try {
        const { outcome, detail } = await walks[step]();
        results.push({ step, outcome, detail: connectionTestDetail(detail), fault: null });
      } catch (error) {
        const detail = connectionTestDetail(error instanceof Error ? error.message : String(error));
        results.push({ step, outcome: "failed", detail, fault: faultOf(error, step) });
      }
    await onProgress([...results]);
  }
  return results;
}

/** What the portal said when it was asked for the configuration, once for the two steps that judge it. */
export type PortalAnswer<Configuration> = { configuration: Configuration } | { error: unknown };

export function askedPortal<Configuration>(portal: {
  configuration(): Promise<Configuration>;
}): Promise<PortalAnswer<Configuration>> {
  return portal.configuration().then(
    (configuration) => ({ configuration }),
    (error: unknown) => ({ error }),
  );
}

/** A portal that refuses the token was reached; one that answers anything else than 403 is not the one that was meant. */
export function reached(answer: PortalAnswer<unknown>, portalUrl: URL): Finding {
  if ("error" in answer) {
    const { error } = answer;
    const isRefusal = error instanceof AgentStop || (error instanceof PortalUnavailable && error.status === 403);
    if (!isRefusal) throw error;
  }
  return { outcome: "ok", detail: `${portalUrl.origin} answers` };
}

/** @throws what the portal refused it with */
export function configurationIn<Configuration>(answer: PortalAnswer<Configuration>): Configuration {
  if ("error" in answer) throw answer.error;
  return answer.configuration;
}

/** For a person at a terminal. @returns whether no step failed */
export function printResults(results: readonly ConnectionTestResult[]): boolean {
  for (const { step, outcome, detail } of results) console.log(`${outcome.padEnd(15)}${step.padEnd(21)}${detail}`);
  return results.every(({ outcome }) => outcome !== "failed");
}
