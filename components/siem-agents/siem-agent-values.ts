import { type SiemAgent, type SiemAgentSettingsInput, siemAgentSettings } from "@/lib/domain/siem-agent";

/** The wizard's steps before the token, each with the fields that stand on it. */
export type WizardStep = "general" | "receiver" | "data";

const stepOfField: Record<keyof SiemAgentSettingsInput, WizardStep> = {
  name: "general",
  format: "general",
  timeFormat: "general",
  includePriority: "general",
  includeSystemName: "general",
  host: "receiver",
  port: "receiver",
  protocol: "receiver",
  caPem: "receiver",
  alertFilters: "data",
  activityFilters: "data",
  recovery: "data",
};

/** What a new agent begins with: everything, by TCP, at the port that syslog has. */
export const newAgentValues: SiemAgentSettingsInput = {
  name: "",
  format: "generic-cef",
  timeFormat: "rfc5424",
  includePriority: true,
  includeSystemName: true,
  host: "",
  port: 514,
  protocol: "tcp",
  caPem: null,
  alertFilters: {},
  activityFilters: {},
  recovery: null,
};

export function valuesOf({ name, settings: { recovery, ...settings } }: SiemAgent): SiemAgentSettingsInput {
  const period = recovery && { from: recovery.from.toISOString(), to: recovery.to.toISOString() };
  return { name, ...settings, recovery: period };
}

/** Keys under `validation` in the message catalogue that the settings' schema gives. */
const problemKeys = [
  "required",
  "tooLong",
  "controlCharacters",
  "hostName",
  "port",
  "certificate",
  "sendsNothing",
  "periodOrder",
  "invalid",
] as const;
export type ProblemKey = (typeof problemKeys)[number];

/** What is wrong on a step, by field. */
export function problemsOn(step: WizardStep, values: SiemAgentSettingsInput): Partial<Record<string, ProblemKey>> {
  const parsed = siemAgentSettings.safeParse(values);
  if (parsed.success) return {};
  const problems: Partial<Record<string, ProblemKey>> = {};
  for (const { path, message } of parsed.error.issues) {
    const field = String(path[0]);
    if (isField(field) && stepOfField[field] === step)
      problems[field] ??= problemKeys.find((key) => key === message) ?? "invalid";
  }
  return problems;
}

/** The step on which a field stands. */
export function stepOf(field: string | undefined): WizardStep | null {
  return field !== undefined && isField(field) ? stepOfField[field] : null;
}

function isField(name: string): name is keyof SiemAgentSettingsInput {
  return Object.hasOwn(stepOfField, name);
}
