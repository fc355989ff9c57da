import type { PolicyType } from "@/lib/domain/policy";
import type { DemoApp } from "./demo-workforce";
import { demoApps } from "./demo-workforce";

/** What a kind of alert is told about the one it describes. */
export type AlertFacts = {
  who: string;
  app: string;
  city: string;
  ip: string;
  file: string;
  cloudApp: string;
  count: number;
};

/** One kind of alert as a cloud access security broker raises it. */
export type AlertKind = {
  typeNumber: number;
  title: string;
  describe(facts: AlertFacts): string;
  evidence(facts: AlertFacts): string[];
  severity: 0 | 1 | 2 | 3;
  stories: number[];
  intents: number[];
  apps: readonly [DemoApp, ...DemoApp[]];
  /** The policy that raises it; without one it is built in. */
  policy: { id: string; label: string; type: PolicyType } | null;
  /** What it is about besides account and app. */
  about: "file" | "cloud-app" | "nothing";
  /** The activity that leads to it; discovery reports have none. */
  action: { type: string; event: string } | null;
  /** How often it comes, against the others. */
  weight: number;
};

const { office, oneDrive, sharePoint, exchange, teams, salesforce, box, google, aws, okta } = demoApps;

export const alertKinds: readonly [AlertKind, ...AlertKind[]] = [
  {
    typeNumber: 15859716,
    title: "Mass download by a single user",
    describe: ({ who, app, count }) => `${who} downloaded ${count} files from ${app} within 15 minutes.`,
    evidence: ({ count, ip }) => [`${count} downloads in 15 minutes`, `Address ${ip}`],
    severity: 2,
    stories: [0],
    intents: [10, 11],
    apps: [oneDrive, sharePoint, box, google],
    policy: { id: "5f0c1a2b3d4e5f6071829301", label: "Mass download by a single user", type: "AUDIT" },
    about: "nothing",
    action: { type: "FileDownloaded", event: "EVENT_CATEGORY_DOWNLOAD_FILE" },
    weight: 12,
  },
  {
    typeNumber: 15795464,
    title: "Impossible travel activity",
    describe: ({ who, city, ip }) =>
      `${who} signed in from ${city} (${ip}) sooner after a sign-in at home than the distance allows.`,
    evidence: ({ city }) => [`First sign-in from ${city} in 90 days`, "Travel time exceeded"],
    severity: 1,
    stories: [0],
    intents: [2, 6],
    apps: [office, okta, google],
    policy: null,
    about: "nothing",
    action: { type: "UserLoggedIn", event: "EVENT_CATEGORY_LOGIN" },
    weight: 14,
  },
  {
    typeNumber: 15859712,
    title: "Activity from an anonymous IP address",
    describe: ({ who, ip, app }) => `${who} used ${app} from ${ip}, which belongs to an anonymous proxy.`,
    evidence: ({ ip }) => [`${ip} is an anonymous proxy`],
    severity: 1,
    stories: [0],
    intents: [2, 5],
    apps: [office, salesforce, exchange],
    policy: null,
    about: "nothing",
    action: { type: "UserLoggedIn", event: "EVENT_CATEGORY_LOGIN" },
    weight: 9,
  },
  {
    typeNumber: 15867406,
    title: "Suspicious inbox forwarding",
    describe: ({ who }) => `An inbox rule of ${who} forwards every message to an outside address.`,
    evidence: () => ["Rule forwards outside the organization", "Rule hides what it forwards"],
    severity: 2,
    stories: [0],
    intents: [3, 10],
    apps: [exchange],
    policy: null,
    about: "nothing",
    action: { type: "New-InboxRule", event: "EVENT_CATEGORY_MAIL_RULE" },
    weight: 6,
  },
  {
    typeNumber: 15794945,
    title: "Multiple failed sign-in attempts",
    describe: ({ who, app, count }) => `${count} sign-in attempts to ${app} as ${who} failed within five minutes.`,
    evidence: ({ count, ip }) => [`${count} failures`, `Address ${ip}`],
    severity: 1,
    stories: [0],
    intents: [1, 6],
    apps: [office, okta, salesforce],
    policy: null,
    about: "nothing",
    action: { type: "UserLoginFailed", event: "EVENT_CATEGORY_FAILED_LOGIN" },
    weight: 12,
  },
  {
    typeNumber: 15795476,
    title: "Malware detected in a cloud file",
    describe: ({ who, file, app }) => `${file}, uploaded to ${app} by ${who}, contains known malware.`,
    evidence: ({ file }) => [`${file} matches a known signature`],
    severity: 2,
    stories: [0],
    intents: [9],
    apps: [oneDrive, sharePoint, teams, box],
    policy: { id: "5f0c1a2b3d4e5f6071829302", label: "Malware detection", type: "MALWARE" },
    about: "file",
    action: { type: "FileUploaded", event: "EVENT_CATEGORY_UPLOAD_FILE" },
    weight: 4,
  },
  {
    typeNumber: 15728641,
    title: "File with payment card numbers shared outside",
    describe: ({ who, file, app }) =>
      `${who} shared ${file} in ${app} with people outside; it contains payment card numbers.`,
    evidence: ({ count }) => [`${count} payment card numbers`, "Anyone with the link"],
    severity: 2,
    stories: [3, 5],
    intents: [11],
    apps: [oneDrive, sharePoint, google, box],
    policy: { id: "5f0c1a2b3d4e5f6071829303", label: "Payment cards shared outside", type: "FILE" },
    about: "file",
    action: { type: "SharingSet", event: "EVENT_CATEGORY_SHARE_FILE" },
    weight: 10,
  },
  {
    typeNumber: 15728642,
    title: "Personal data in a public link",
    describe: ({ who, file, app }) =>
      `${file} of ${who} in ${app} is open to anyone with the link and contains personal data.`,
    evidence: ({ count }) => [`${count} identity numbers`],
    severity: 1,
    stories: [2, 3],
    intents: [0],
    apps: [sharePoint, google],
    policy: { id: "5f0c1a2b3d4e5f6071829304", label: "Personal data in public links", type: "FILE" },
    about: "file",
    action: { type: "AnonymousLinkCreated", event: "EVENT_CATEGORY_SHARE_FILE" },
    weight: 8,
  },
  {
    typeNumber: 15736832,
    title: "Risky OAuth app authorized",
    describe: ({ who, cloudApp }) =>
      `${who} let the app ${cloudApp} read all mail. It is rare and asks for high permissions.`,
    evidence: ({ cloudApp }) => [`${cloudApp}: high permission level`, "Used by fewer than three people"],
    severity: 1,
    stories: [0],
    intents: [3, 6],
    apps: [office, google],
    policy: { id: "5f0c1a2b3d4e5f6071829305", label: "Risky OAuth apps", type: "APP_PERMISSION" },
    about: "cloud-app",
    action: { type: "Consent to application", event: "EVENT_CATEGORY_GRANT_PERMISSION" },
    weight: 6,
  },
  {
    typeNumber: 15859718,
    title: "Unusual administrative activity",
    describe: ({ who, app, count }) => `${who} made ${count} administrative changes in ${app} that they never make.`,
    evidence: ({ count }) => [`${count} changes in ten minutes`],
    severity: 2,
    stories: [1],
    intents: [4, 13],
    apps: [aws, office, okta],
    policy: null,
    about: "nothing",
    action: { type: "Add member to role", event: "EVENT_CATEGORY_ADMIN_CHANGE" },
    weight: 4,
  },
  {
    typeNumber: 15843331,
    title: "Storage bucket open to the public",
    describe: ({ who, app }) => `${who} changed a bucket in ${app} so that anyone can read it.`,
    evidence: () => ["Bucket policy allows everyone"],
    severity: 1,
    stories: [8],
    intents: [0],
    apps: [aws],
    policy: { id: "5f0c1a2b3d4e5f6071829306", label: "Publicly accessible buckets", type: "AUDIT" },
    about: "nothing",
    action: { type: "PutBucketPolicy", event: "EVENT_CATEGORY_ADMIN_CHANGE" },
    weight: 3,
  },
  {
    typeNumber: 15761408,
    title: "Download blocked by session control",
    describe: ({ who, file, app }) =>
      `${who} tried to download ${file} from ${app} on an unmanaged device and was blocked.`,
    evidence: () => ["Unmanaged device", "Label: confidential"],
    severity: 0,
    stories: [7],
    intents: [11],
    apps: [sharePoint, salesforce],
    policy: { id: "5f0c1a2b3d4e5f6071829307", label: "Block downloads on unmanaged devices", type: "SESSION" },
    about: "file",
    action: { type: "FileDownloaded", event: "EVENT_CATEGORY_DOWNLOAD_FILE" },
    weight: 7,
  },
  {
    typeNumber: 15826944,
    title: "New app discovered",
    describe: ({ cloudApp, count }) => `${count} people began to use ${cloudApp}, which nobody has reviewed yet.`,
    evidence: ({ cloudApp, count }) => [`${cloudApp}: risk score 4 of 10`, `${count} users`],
    severity: 3,
    stories: [4],
    intents: [0],
    apps: [{ id: 50_001, name: "Cloud Discovery" }],
    policy: { id: "5f0c1a2b3d4e5f6071829308", label: "New risky app", type: "NEW_SERVICE" },
    about: "cloud-app",
    action: null,
    weight: 7,
  },
  {
    typeNumber: 15826948,
    title: "Unusual upload to a cloud app",
    describe: ({ who, cloudApp, count }) => `${who} uploaded ${count} MB to ${cloudApp}, far more than usual.`,
    evidence: ({ count }) => [`${count} MB in an hour`],
    severity: 1,
    stories: [4],
    intents: [11],
    apps: [{ id: 50_001, name: "Cloud Discovery" }],
    policy: {
      id: "5f0c1a2b3d4e5f6071829309",
      label: "Data exfiltration to unsanctioned apps",
      type: "ANOMALY_DISCOVERY",
    },
    about: "cloud-app",
    action: null,
    weight: 5,
  },
];
