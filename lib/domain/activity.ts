export const ipCategories = {
  0: "NONE",
  1: "CORPORATE",
  2: "ADMINISTRATIVE",
  3: "RISKY",
  4: "VPN",
  5: "CLOUD_PROVIDER",
  6: "OTHER",
} as const;

export const activitySources = {
  0: "ACCESS_CONTROL",
  1: "SESSION_CONTROL",
  2: "APP_CONNECTOR",
  3: "APP_CONNECTOR_ANALYSIS",
  5: "DISCOVERY",
  6: "MDATP",
} as const;

/** Something an activity was done to or with. `objType` 1 is an object or site, 21 a user, 23 an account; `role` 3 target, 4 actor. */
export type ActivityObject = {
  objType: number;
  role: number;
  name: string;
  id: string;
  saasId: number;
  instanceId: number;
};

/** What is known of a place, from the address. */
export type ActivityLocation = {
  city: string;
  region: string;
  latitude: number;
  longitude: number;
  anonymousProxy: boolean;
};

/** What is known of a client, from its user agent. */
export type ActivityClient = {
  family: string;
  browser: string;
  operatingSystem: string;
  native: boolean;
};

export type Activity = {
  id: string;
  happenedAt: Date;
  createdAt: Date;
  appId: number;
  appName: string;
  instance: number;
  /** Such as `EVENT_CATEGORY_DOWNLOAD_FILE`. */
  eventType: string;
  /** The app's own name of the action, such as `FileDownloaded`. */
  actionType: string;
  description: string;
  userName: string | null;
  userDisplayName: string | null;
  userDomain: string | null;
  orgUnit: string | null;
  userTags: string[];
  isImpersonated: boolean;
  isAdminEvent: boolean;
  takenAction: string | null;
  alertId: string | null;
  policyId: string | null;
  deviceType: string | null;
  deviceTags: string[];
  userAgent: string;
  userAgentTags: string[];
  client: ActivityClient;
  ip: string | null;
  ipCategory: number;
  ipTags: string[];
  /** Two letters. */
  country: string | null;
  /** The network's owner. */
  organization: string | null;
  location: ActivityLocation | null;
  source: number;
  objects: ActivityObject[];
};

/** What a person says about an activity. The documentation names the value twice, and both spellings are taken. */
export type ActivityFeedback = {
  value: string;
  text: string | null;
  allowContact: boolean;
  contactEmail: string | null;
};
