import type { Activity, ActivityObject } from "@/lib/domain/activity";
import { entityKeys } from "@/lib/domain/filter-value";
import { type TracedAlert, tracedAlerts } from "./demo-alerts";
import { demoFiles } from "./demo-names";
import type { DemoTenant } from "./demo-people";
import { type DemoRandom, demoRandom } from "./demo-random";
import {
  type DemoApp,
  type DemoDevice,
  type DemoPlace,
  demoApps,
  demoDevices,
  demoWorkforce,
  type Employee,
  farPlaces,
  officeAddress,
  pastMoment,
  randomText,
} from "./demo-workforce";

/** Everyday activities; those that led to alerts come on top. */
const everydayCount = 4_200;
const lettersAndDigits = "0123456789abcdefghijklmnopqrstuvwxyz";

/** A row of the table, but for its tenant. */
export type DemoActivity = Activity & {
  actorKeys: string[];
  sourceKeys: string[];
  objectIds: string[];
  fileIds: string[];
  office365Url: string | null;
};

type Happening = {
  id: string;
  at: Date;
  employee: Employee;
  app: DemoApp;
  action: DemoAction;
  ip: string;
  place: DemoPlace;
  device: DemoDevice;
  file: string | null;
  alertId: string | null;
  policyId: string | null;
  random: DemoRandom;
};

type DemoAction = {
  type: string;
  event: string;
  /** What the description begins with. */
  verb: string;
  apps: readonly [DemoApp, ...DemoApp[]];
  withFile: boolean;
  isAdminEvent?: boolean;
};

const { office, oneDrive, sharePoint, exchange, teams, salesforce, box, google, aws, okta } = demoApps;
const fileApps: readonly [DemoApp, ...DemoApp[]] = [oneDrive, sharePoint, google, box];

const actions: readonly [DemoAction, ...DemoAction[]] = [
  action("UserLoggedIn", "EVENT_CATEGORY_LOGIN", "Log on", [office, okta, salesforce, google]),
  action("UserLoggedIn", "EVENT_CATEGORY_LOGIN", "Log on", [office, teams]),
  action("FileAccessed", "EVENT_CATEGORY_VIEW_FILE", "View file", fileApps, true),
  action("FileModified", "EVENT_CATEGORY_EDIT_FILE", "Edit file", fileApps, true),
  action("FileDownloaded", "EVENT_CATEGORY_DOWNLOAD_FILE", "Download file", fileApps, true),
  action("FileUploaded", "EVENT_CATEGORY_UPLOAD_FILE", "Upload file", fileApps, true),
  action("SharingSet", "EVENT_CATEGORY_SHARE_FILE", "Share file", fileApps, true),
  action("MailItemsAccessed", "EVENT_CATEGORY_VIEW_MAIL", "View mail", [exchange]),
  action("Send", "EVENT_CATEGORY_SEND_MAIL", "Send mail", [exchange]),
  action("MessageSent", "EVENT_CATEGORY_SEND_MESSAGE", "Send message", [teams]),
  action("ReportExported", "EVENT_CATEGORY_EXPORT", "Export report", [salesforce]),
  { ...action("AssumeRole", "EVENT_CATEGORY_ADMIN_CHANGE", "Assume role", [aws]), isAdminEvent: true },
  { ...action("Update user", "EVENT_CATEGORY_ADMIN_CHANGE", "Change user", [office, okta]), isAdminEvent: true },
];

/**
 * A few thousand believable activities of the last 90 days, without `tenantId`: everyday work, and what led to one alert
 * in four. The same for the same tenant and moment.
 */
export function demoActivities(tenant: DemoTenant, now: Date): DemoActivity[] {
  const random = demoRandom(`${tenant.slug} activities`);
  const workforce = demoWorkforce(tenant);
  const everyday = Array.from({ length: everydayCount }, () =>
    everydayActivity(tenant, random.pick(workforce), random, now),
  );
  const leading = tracedAlerts(tenant, now).flatMap((traced) => leadingActivities(traced, random));
  return [...everyday, ...leading];
}

function everydayActivity(tenant: DemoTenant, employee: Employee, random: DemoRandom, now: Date): DemoActivity {
  const chosen = random.pick(actions);
  return activityRow({
    id: randomText(random, lettersAndDigits, 20),
    at: pastMoment(random, now),
    employee,
    app: random.pick(chosen.apps),
    action: chosen,
    ip: officeAddress(tenant, random),
    place: employee.home,
    device: random.pick(demoDevices),
    file: chosen.withFile ? random.pick(demoFiles) : null,
    alertId: null,
    policyId: null,
    random,
  });
}

/** The activities whose ids the alert names, in the minutes before it. */
function leadingActivities({ alert, kind, app, employee, ip }: TracedAlert, random: DemoRandom): DemoActivity[] {
  const led = kind.action;
  if (led === null) return [];
  const withFile = kind.about === "file" || led.event === "EVENT_CATEGORY_DOWNLOAD_FILE";
  const verb = led.type.replace(/([a-z])([A-Z])/g, "$1 $2");
  return alert.activityIds.map((id, index) =>
    activityRow({
      id,
      at: new Date(alert.raisedAt.getTime() - (index + 1) * random.between(20, 240) * 1000),
      employee,
      app,
      action: { type: led.type, event: led.event, verb, apps: [app], withFile },
      ip,
      place: isOutside(ip) ? random.pick(farPlaces) : employee.home,
      device: random.pick(demoDevices),
      file: withFile ? random.pick(demoFiles) : null,
      alertId: alert.id,
      policyId: alert.policyId,
      random,
    }),
  );
}

function activityRow(happening: Happening): DemoActivity {
  const { id, at, employee, app, action: done, ip, place, device, file, alertId, policyId, random } = happening;
  const { country, organization, ...location } = place;
  const fileId = file === null ? null : `${app.id}|${file}`;
  const isBlocked = policyId !== null && file !== null && random.next() < 0.3;
  const source = isBlocked ? 1 : random.next() < 0.1 ? 3 : 2;
  return {
    id,
    happenedAt: at,
    createdAt: new Date(at.getTime() + random.between(1, 90) * 1000),
    appId: app.id,
    appName: app.name,
    instance: 0,
    eventType: done.event,
    actionType: done.type,
    description: file === null ? `${done.verb}: ${app.name}` : `${done.verb}: file ${file}`,
    userName: employee.email,
    userDisplayName: employee.name,
    userDomain: employee.email.slice(employee.email.indexOf("@") + 1),
    orgUnit: employee.unit,
    userTags: employee.groups,
    actorKeys: entityKeys({ id: employee.email, inst: 0, saas: app.id }),
    isImpersonated: random.next() < 0.01,
    isAdminEvent: done.isAdminEvent ?? false,
    takenAction: isBlocked ? "block" : null,
    alertId,
    policyId,
    deviceType: device.deviceType,
    deviceTags: [],
    userAgent: device.userAgent,
    userAgentTags: device.tags,
    client: device.client,
    ip,
    ipCategory: isOutside(ip) ? 3 : 1,
    ipTags: [],
    country,
    organization,
    location,
    source,
    sourceKeys: [`t:${source}`],
    objects: objectsOf(employee, app, file, fileId),
    objectIds: fileId === null ? [String(app.id)] : [fileId],
    fileIds: fileId === null ? [] : [fileId],
    office365Url: fileId === null || app !== sharePoint ? null : `https://files.example/sites/team/${file}`,
  };
}

function objectsOf(employee: Employee, app: DemoApp, file: string | null, fileId: string | null): ActivityObject[] {
  const actor = { objType: 23, role: 4, name: employee.name, id: employee.email, saasId: app.id, instanceId: 0 };
  if (file === null || fileId === null) return [actor];
  return [actor, { objType: 1, role: 3, name: file, id: fileId, saasId: app.id, instanceId: 0 }];
}

function isOutside(ip: string): boolean {
  return ip.startsWith("192.0.2.") || ip.startsWith("2001:db8:");
}

function action(
  type: string,
  event: string,
  verb: string,
  apps: readonly [DemoApp, ...DemoApp[]],
  withFile = false,
): DemoAction {
  return { type, event, verb, apps, withFile };
}
