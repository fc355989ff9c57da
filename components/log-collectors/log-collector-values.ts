import type { Receiver } from "@/lib/domain/data-source";
import { type LogCollector, type LogCollectorSettingsInput, logCollectorSettings } from "@/lib/domain/log-collector";
import { freePortFor, isFtp, listeningConflict, standardFtpPort } from "@/lib/domain/log-collector-ports";
import type { ListeningSource } from "./listening-ports";
import type { ReceivableSource } from "./log-collector-actions";

/** What the wizard holds: ports as they are typed. */
export type CollectorValues = { name: string; host: string; ftpPort: string; sources: { id: string; port: string }[] };

export const newCollectorValues: CollectorValues = {
  name: "",
  host: "",
  ftpPort: String(standardFtpPort),
  sources: [],
};

export function valuesOf({ name, host, ftpPort, sources }: LogCollector): CollectorValues {
  return {
    name,
    host,
    ftpPort: String(ftpPort),
    sources: sources.map(({ id, receiver, port }) => ({ id, port: isFtp(receiver) ? "" : String(port) })),
  };
}

/** The values as the server takes them. FTP sources have the collector's port. */
export function settingsOf(values: CollectorValues): LogCollectorSettingsInput {
  const { name, host, ftpPort, sources } = values;
  return { name, host, ftpPort, sources: sources.map(({ id, port }) => ({ id, port: port === "" ? null : port })) };
}

/** Links a data source, with the first free port of its receiver, or unlinks it. */
export function toggled(
  { ftpPort, sources }: CollectorValues,
  id: string,
  known: readonly ReceivableSource[],
): CollectorValues["sources"] {
  if (sources.some((one) => one.id === id)) return sources.filter((one) => one.id !== id);
  const receiver = known.find((one) => one.id === id)?.receiver;
  if (receiver === undefined) return sources;
  const port = freePortFor(receiver, Number(ftpPort), plansOf(sources, known));
  return [...sources, { id, port: port === null ? "" : String(port) }];
}

/** Keys under `validation` in the message catalogue that the settings' schema gives. */
const problemKeys = [
  "required",
  "collectorName",
  "hostName",
  "port",
  "collectorSources",
  "portTaken",
  "invalid",
] as const;
export type ProblemKey = (typeof problemKeys)[number];

const stepOfField: Record<string, "general" | "sources"> = {
  name: "general",
  host: "general",
  ftpPort: "sources",
  sources: "sources",
};

/** The step on which a field stands. */
export function stepOf(field: string | undefined): "general" | "sources" | null {
  return stepOfField[(field ?? "").split(".")[0] ?? ""] ?? null;
}

/** What is wrong on a step, by field; the port of a data source is the field `port.<id>`. */
export function problemsOn(
  step: "general" | "sources",
  values: CollectorValues,
  known: readonly ReceivableSource[],
): Record<string, ProblemKey> {
  const problems: Record<string, ProblemKey> = {};
  const parsed = logCollectorSettings.safeParse(settingsOf(values));
  for (const { path, message } of parsed.error?.issues ?? []) {
    const [field = "", place, part] = path.map(String);
    if (stepOf(field) !== step) continue;
    const source = part === "port" ? values.sources[Number(place)] : undefined;
    problems[source ? `port.${source.id}` : field] ??= problemKeys.find((key) => key === message) ?? "invalid";
  }
  if (step === "sources" && Object.keys(problems).length === 0) {
    const shared = listeningConflict(Number(values.ftpPort), plansOf(values.sources, known));
    const later = shared === null ? undefined : values.sources.findLast(({ port }) => Number(port) === shared);
    if (later) problems[`port.${later.id}`] = "portTaken";
  }
  return problems;
}

/** Where the collector will listen for what was chosen. */
export function listeningSources(values: CollectorValues, known: readonly ReceivableSource[]): ListeningSource[] {
  return values.sources.flatMap(({ id, port }) => {
    const source = known.find((one) => one.id === id);
    if (source === undefined) return [];
    const { name, receiver } = source;
    return { id, name, receiver, port: Number(isFtp(receiver) ? values.ftpPort : port) };
  });
}

function plansOf(
  sources: CollectorValues["sources"],
  known: readonly ReceivableSource[],
): { receiver: Receiver; port: number | null }[] {
  return sources.flatMap(({ id, port }) => {
    const receiver = known.find((one) => one.id === id)?.receiver;
    return receiver === undefined ? [] : { receiver, port: port === "" ? null : Number(port) };
  });
}
