import { discoveryStory } from "./alert";
import type { AppTag } from "./discovery-tag";
import { type NewAppRule, type UnusualUploadRule, unusualUploadHistory } from "./policy-rule";
import type { RaisedAlert } from "./raised-alert";

/** What went to an app on one day (UTC), with what is known of the app. */
export type AppDay = {
  appId: number;
  /** `yyyy-mm-dd`. */
  day: string;
  name: string;
  category: string;
  /** 0 to 10; null while no fact about the app has been checked. */
  score: number | null;
  tags: readonly AppTag[];
  /** Null where the logs do not tell. */
  totalBytes: number | null;
  users: number;
};

/** What a person uploaded, or what was uploaded to an app, on one day (UTC), beside the days before. */
export type UploadDay = {
  /** The user's name, or the app's number. */
  subject: string;
  /** What people call it. */
  label: string;
  day: string;
  uploadedBytes: number;
  /** Of the days with traffic among those before; null when there is none. */
  meanBefore: number | null;
  daysBefore: number;
};

const megabyte = 1_000_000;

/** Whether a rule finds an app on a day. */
export function isNewApp(rule: NewAppRule, app: AppDay): boolean {
  const { maximumScore, includesUnscored, categories, minimumMegabytes, minimumUsers, onlyUnsanctioned } = rule;
  if (app.tags.includes("sanctioned")) return false;
  if (onlyUnsanctioned && !app.tags.includes("unsanctioned")) return false;
  if (maximumScore !== null && (app.score === null ? !includesUnscored : app.score > maximumScore)) return false;
  if (categories.length > 0 && !categories.includes(app.category)) return false;
  if (minimumMegabytes !== null && (app.totalBytes ?? 0) < minimumMegabytes * megabyte) return false;
  return minimumUsers === null || app.users >= minimumUsers;
}

/** The apps that a rule finds, each on the first day on which it does, the first days first. */
export function newApps(rule: NewAppRule, days: readonly AppDay[]): AppDay[] {
  const found = new Map<number, AppDay>();
  for (const app of days.toSorted((left, right) => left.day.localeCompare(right.day)))
    if (!found.has(app.appId) && isNewApp(rule, app)) found.set(app.appId, app);
  return [...found.values()];
}

/** Whether an upload is unusual: at least the megabytes, more than so many times its mean, and with days to compare. */
export function isUnusualUpload(rule: UnusualUploadRule, upload: UploadDay): boolean {
  const { uploadedBytes, meanBefore, daysBefore } = upload;
  if (daysBefore < unusualUploadHistory.daysWithTrafficMinimum || meanBefore === null) return false;
  return uploadedBytes >= rule.minimumMegabytes * megabyte && uploadedBytes > rule.factor * meanBefore;
}

/** The uploads that a rule finds, the largest first. */
export function unusualUploads(rule: UnusualUploadRule, uploads: readonly UploadDay[]): UploadDay[] {
  return uploads
    .filter((upload) => isUnusualUpload(rule, upload))
    .sort((left, right) => right.uploadedBytes - left.uploadedBytes || left.subject.localeCompare(right.subject));
}

/** The alert on an app: one for each policy, whatever comes later. */
export function alertOnNewApp({ appId, name, day, score, users, totalBytes }: AppDay): RaisedAlert {
  const risk = score === null ? "no risk score yet" : `risk score ${score} of 10`;
  const traffic = totalBytes === null ? [] : [`${megabytes(totalBytes)} MB on ${day}`];
  return {
    matchKey: `app:${appId}`,
    description: `${name} is used on ${day}, and nobody has sanctioned it: ${risk}.`,
    evidence: [`${name}: ${risk}`, `${users} users on ${day}`, ...traffic],
    entities: [{ type: "service", id: appId, label: name }],
    activityIds: [],
    stories: [discoveryStory],
  };
}

/** The alert on an unusual upload: one for each policy, subject and day. */
export function alertOnUpload(rule: UnusualUploadRule, upload: UploadDay): RaisedAlert {
  const { subject, label, day, uploadedBytes, meanBefore, daysBefore } = upload;
  const [sum, mean] = [megabytes(uploadedBytes), megabytes(meanBefore ?? 0)];
  const what = rule.subject === "user" ? `${label} uploaded ${sum} MB` : `${sum} MB were uploaded to ${label}`;
  return {
    matchKey: `${rule.subject}:${day}:${subject}`,
    description: `${what} on ${day}; on the days before it was ${mean} MB on average.`,
    evidence: [`${sum} MB on ${day}`, `${mean} MB a day on average of ${daysBefore} days before`],
    entities: [
      rule.subject === "user" ? { type: "user", id: subject, label } : { type: "service", id: Number(subject), label },
    ],
    activityIds: [],
    stories: [discoveryStory],
  };
}

function megabytes(bytes: number): number {
  return Math.round((bytes / megabyte) * 10) / 10;
}
