import type { ListSettings } from "./list-query";

/** Numbers on the wire, as the product's contract has them. */
export const alertSeverities = {
	0: "LOW",
	1: "MEDIUM",
	2: "HIGH",
	3: "INFORMATIONAL",
} as const;
export const alertStatuses = { 0: "UNREAD", 1: "READ", 2: "ARCHIVED" } as const;
export const alertResolutions = {
	0: "OPEN",
	1: "DISMISSED",
	2: "RESOLVED",
	3: "FALSE_POSITIVE",
	4: "BENIGN",
	5: "TRUE_POSITIVE",
} as const;
export const alertStories = {
	0: "THREAT_DETECTION",
	1: "PRIVILEGED_ACCOUNT_MONITORING",
	2: "COMPLIANCE",
	3: "DLP",
	4: "DISCOVERY",
	5: "SHARING_CONTROL",
	7: "ACCESS_CONTROL",
	8: "CONFIGURATION_MONITORING",
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
	type:
		| "account"
		| "user"
		| "device"
		| "service"
		| "policyRule"
		| "file"
		| "groupTag"
		| "ip"
		| "country";
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
export function alertStatusOf(alert: {
	isRead: boolean;
	resolution: number;
}): number {
	if (alert.resolution !== openResolution) return 2;
	return alert.isRead ? 1 : 0;
}

/** The keys under which an alert is found by the things it is about: `user:…`, `ip:…`, `service:…` and so on. */
export const alertKeyPrefixes = {
	"entity.entity": "account",
	"entity.user": "user",
	"entity.ip": "ip",
	"entity.service": "service",
	"entity.instance": "instance",
	"entity.policy": "policy",
	"entity.file": "file",
} as const;

export const alertList = {
	filters: {
		"entity.entity": {
			type: "entity",
			operators: ["eq", "neq"],
			meaning: "a related account or user",
		},
		"entity.user": {
			type: "string",
			operators: ["eq", "neq"],
			meaning: "the user name of a related account",
		},
		"entity.ip": {
			type: "string",
			operators: ["eq", "neq"],
			meaning: "a related IP address",
		},
		"entity.service": {
			type: "integer",
			operators: ["eq", "neq"],
			meaning: "a related app, by its id",
		},
		"entity.instance": {
			type: "instance",
			operators: ["eq", "neq"],
			meaning:
				"a related app instance: its number, or a pair [app id, instance]",
		},
		"entity.policy": {
			type: "string",
			operators: ["eq", "neq"],
			meaning: "the policy that raised it, by its id",
		},
		"entity.file": {
			type: "string",
			operators: ["eq", "neq"],
			meaning: "a related file",
		},
		alertOpen: {
			type: "boolean",
			operators: ["eq"],
			meaning: "true: open alerts only; false: closed ones only",
		},
		severity: {
			type: "integer",
			operators: ["eq", "neq"],
			values: [0, 1, 2, 3],
			meaning: "0 low, 1 medium, 2 high, 3 informational",
		},
		resolutionStatus: {
			type: "integer",
			operators: ["eq", "neq"],
			values: [0, 1, 2, 3, 4, 5],
			alsoMatches: { 1: [3], 2: [5] },
			meaning:
				"0 open, 3 false positive, 4 benign, 5 true positive; the obsolete 1 dismissed and 2 resolved also find 3 and 5",
		},
		read: {
			type: "boolean",
			operators: ["eq"],
			meaning: "whether it was marked read",
		},
		date: {
			type: "timestamp",
			operators: ["lte", "gte", "range", "lte_ndays", "gte_ndays"],
			meaning: "when it was raised",
		},
		resolutionDate: {
			type: "timestamp",
			operators: ["lte", "gte", "range"],
			meaning: "when it was closed",
		},
		risk: {
			type: "integer",
			operators: ["eq", "neq"],
			meaning: "risk score, 0 to 10",
		},
		alertType: {
			type: "integer",
			operators: ["eq", "neq"],
			aliases: ["idValue"],
			meaning: "the alert's type number, as in `idValue`",
		},
		id: {
			type: "string",
			operators: ["eq", "neq"],
			aliases: ["ID", "_id"],
			meaning: "alert ids",
		},
		source: {
			type: "string",
			operators: ["eq"],
			values: ["built-in", "policy"],
			meaning: "what raised it: `built-in` or `policy`",
		},
	},
	sortFields: ["date", "severity", "status"],
	scannable: false,
} as const satisfies ListSettings;

export type AlertFilter = keyof typeof alertList.filters;
export type AlertSort = (typeof alertList.sortFields)[number];
