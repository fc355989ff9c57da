import type { SiemConfiguration } from "@/lib/domain/siem-feed";
import { lookupHost } from "../shared/lookup-host";
import type { SiemPortal } from "./siem-portal";
import type { Receiver } from "./transport/receiver";

export const checkSteps = ["portal-name", "portal-token", "receiver-name", "receiver-connection"] as const;
export type CheckStep = (typeof checkSteps)[number];
/** `skipped` when an earlier step failed. */
export type CheckResult = { step: CheckStep; outcome: "ok" | "failed" | "skipped"; detail: string };

type CheckParts = {
  portalUrl: URL;
  portal: Pick<SiemPortal, "configuration">;
  openReceiver: (destination: SiemConfiguration["destination"]) => Receiver;
};

/**
 * Walks the way that events take, one step after the other, and says which step fails. The receiver gets a connection but
 * no line, so that no test event ends up among real ones.
 */
export async function checkConnection({ portalUrl, portal, openReceiver }: CheckParts): Promise<CheckResult[]> {
  let configuration: SiemConfiguration | null = null;
  const walks: Record<CheckStep, () => Promise<string>> = {
    "portal-name": async () => `${portalUrl.hostname} is ${await addressOf(portalUrl.hostname)}`,
    "portal-token": async () => {
      configuration = await portal.configuration();
      return `the portal knows this agent as ${configuration.agentName}`;
    },
    "receiver-name": async () => {
      const { host } = destinationOf(configuration);
      return `${host} is ${await addressOf(host)}`;
    },
    "receiver-connection": async () => {
      const destination = destinationOf(configuration);
      const receiver = openReceiver(destination);
      try {
        await receiver.write([]);
        const isCertain = await receiver.confirm();
        const address = `${destination.host}:${destination.port} over ${destination.protocol.toUpperCase()}`;
        return isCertain ? `${address} took a connection` : `${address} cannot confirm what arrives`;
      } finally {
        receiver.close();
      }
    },
  };
  const results: CheckResult[] = [];
  for (const step of checkSteps) {
    if (results.some(({ outcome }) => outcome === "failed")) results.push({ step, outcome: "skipped", detail: "" });
    else results.push(await outcomeOf(step, walks[step]));
  }
  return results;
}

async function outcomeOf(step: CheckStep, walk: () => Promise<string>): Promise<CheckResult> {
  try {
    return { step, outcome: "ok", detail: await walk() };
  } catch (error) {
    return { step, outcome: "failed", detail: error instanceof Error ? error.message : String(error) };
  }
}

async function addressOf(host: string): Promise<string> {
  const [found] = await new Promise<{ address: string }[]>((resolve, reject) =>
    lookupHost(host, { all: true }, (error, addresses) =>
      error !== null || typeof addresses === "string" ? reject(error) : resolve(addresses),
    ),
  );
  if (found === undefined) throw new Error(`no address is known for ${host}`);
  return found.address;
}

function destinationOf(configuration: SiemConfiguration | null): SiemConfiguration["destination"] {
  if (configuration === null) throw new Error("the configuration was not read");
  return configuration.destination;
}
