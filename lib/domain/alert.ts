/** Numbers on the wire, as the product's contract has them. */
export const alertResolutions = {
  0: "OPEN",
  1: "DISMISSED",
  2: "RESOLVED",
  3: "FALSE_POSITIVE",
  4: "BENIGN",
  5: "TRUE_POSITIVE",
} as const;
export const alertIntents = {
  0: "UNKNOWN",
  1: "PREATTACK",
  2: "INITIAL_ACCESS",
  3: "PERSISTENCE",
  4: "PRIVILEGE_ESCALATION",
  5: "DEFENSE_EVASION",
  6: "CREDENTIAL_ACCESS",
  7: "DISCOVERY",
  8: "LATERAL_MOVEMENT",
  9: "EXECUTION",
  10: "COLLECTION",
  11: "EXFILTRATION",
  12: "COMMAND_AND_CONTROL",
  13: "IMPACT",
} as const;

/** The story that roles with Cloud Discovery's part of the alerts see. */
export const discoveryStory = 4;

export const openResolution = 0;
/** How an alert is closed today. 1 and 2 are the obsolete ways, which store 3 and 5. */
export const closingResolutions = {
  "false-positive": 3,
  benign: 4,
  "true-positive": 5,
} as const;
export type ClosingVerdict = keyof typeof closingResolutions;

/** Who or what an alert is about. */
export type AlertEntity = {
  type: "account" | "user" | "device" | "service" | "policyRule" | "file" | "groupTag" | "ip" | "country";
  /** An app's number for `service`, text for everything else; a file's has the form `a|b`. */
  id: string | number;
  label: string;
  inst?: number;
  saas?: number;
  /** Principal address of an account. */
  pa?: string;
  em?: string;
  entityType?: number;
  entityRole?: "Source" | "Related";
  policyType?: string;
};

export type Alert = {
  /** 24 hexadecimal digits. */
  id: string;
  typeNumber: number;
  raisedAt: Date;
  title: string;
  description: string;
  isMarkdown: boolean;
  severity: number;
  isRead: boolean;
  resolution: number;
  resolvedAt: Date | null;
  resolvedByName: string | null;
  comment: string | null;
  stories: number[];
  intents: number[];
  evidence: string[];
  threatScore: number;
  isSystem: boolean;
  isPreview: boolean;
  contextId: string;
  policyId: string | null;
  policyLabel: string | null;
  policyType: string | null;
  entities: AlertEntity[];
  /** Ids of the activities that raised it. */
  activityIds: string[];
};

/** Closed alerts are archived, whether they had been read or not. */
export function alertStatusOf(alert: { isRead: boolean; resolution: number }): number {
  if (alert.resolution !== openResolution) return 2;
  return alert.isRead ? 1 : 0;
}
