import { extensionOf, type FileCollaborator, type FileRow, fileTypeOf, folderType } from "@/lib/domain/file";
import { entityKeys } from "@/lib/domain/filter-value";
import { alertKinds } from "./demo-alert-kinds";
import { demoFiles } from "./demo-names";
import type { DemoTenant } from "./demo-people";
import { type DemoRandom, demoRandom } from "./demo-random";
import { type DemoApp, demoApps, demoWorkforce, type Employee, pastMoment, randomText } from "./demo-workforce";

const topics = [
  "Budget",
  "Onboarding",
  "Pricing",
  "Vendor review",
  "Incident notes",
  "Launch plan",
  "會議紀錄",
] as const;
const endings = ["docx", "xlsx", "pptx", "pdf", "txt", "png", "csv", "zip"] as const;
const folders = ["Finance", "Sales", "Projects"] as const;
const ordinaryCount = 400;

const { oneDrive, sharePoint, google, box, teams, salesforce } = demoApps;
const ordinaryApps: readonly [DemoApp, ...DemoApp[]] = [oneDrive, sharePoint, google, box];

const mimeTypes: Readonly<Record<string, string>> = {
  csv: "text/csv",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
  png: "image/png",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  txt: "text/plain",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  zip: "application/zip",
};

/**
 * The files of which the demo's alerts and activities tell, and some hundred more, with the folders that they lie in;
 * owned by and shared with people of the same workforce. The same for the same tenant and moment.
 */
export function demoFileRows(tenant: DemoTenant, now: Date): FileRow[] {
  const random = demoRandom(`${tenant.slug} files`);
  const workforce = demoWorkforce(tenant);
  const told = [...ordinaryApps, teams, salesforce].flatMap((app) => demoFiles.map((name) => ({ app, name })));
  const ordinary = Array.from({ length: ordinaryCount }, (_, index) => ({
    app: random.pick(ordinaryApps),
    name: `${random.pick(topics)} ${index + 1}.${random.pick(endings)}`,
  }));
  const files = [...told, ...ordinary].map(({ app, name }) =>
    fileRow({ app, name, owner: random.pick(workforce), others: workforce, folder: random.pick(folders), random, now }),
  );
  const around = ordinaryApps.flatMap((app) =>
    folders.map((name) =>
      fileRow({ app, name, owner: random.pick(workforce), others: workforce, folder: null, random, now }),
    ),
  );
  return [...around, ...files];
}

type DemoFile = {
  app: DemoApp;
  name: string;
  owner: Employee;
  others: readonly [Employee, ...Employee[]];
  /** The folder that it lies in; null for a folder. */
  folder: string | null;
  random: DemoRandom;
  now: Date;
};

function fileRow({ app, name, owner, others, folder, random, now }: DemoFile): FileRow {
  const extension = folder === null ? null : extensionOf(name);
  const accessLevel = folder === null ? 1 : random.pick([0, 0, 0, 1, 1, 2, 3, 4]);
  const collaborators = collaboratorsOf(accessLevel, others, random);
  const keysOf = (id: string) => entityKeys({ id, inst: 0, saas: app.id });
  const [one, other] = [pastMoment(random, now), pastMoment(random, now)];
  const parentIds = folder === null ? [] : [`${app.id}|${folder}`];
  return {
    id: randomText(random, "0123456789abcdef", 24),
    // As alerts and activities name it.
    fileId: `${app.id}|${name}`,
    appId: app.id,
    appName: app.name,
    instance: 0,
    name,
    extension,
    mimeType: extension === null ? null : (mimeTypes[extension] ?? null),
    type: folder === null ? folderType : fileTypeOf(extension),
    sizeBytes: folder === null ? null : random.between(2_000, 40_000_000),
    isTrashed: folder !== null && random.next() < 0.05,
    isQuarantined: folder !== null && random.next() < 0.01,
    accessLevel,
    createdAt: one < other ? one : other,
    modifiedAt: one < other ? other : one,
    seenAt: now,
    ownerAddress: owner.email,
    ownerName: owner.name,
    ownerOrgUnit: owner.unit,
    isOwnerExternal: false,
    ownerKeys: keysOf(owner.email),
    collaborators,
    collaboratorKeys: collaborators.filter(({ kind }) => kind === "user").flatMap(({ id }) => keysOf(id)),
    groupIds: collaborators.filter(({ kind }) => kind === "group").map(({ id }) => id),
    domains: [...new Set(collaborators.filter(({ kind }) => kind === "user").map(({ id }) => domainOf(id)))],
    parentIds,
    parentKeys: parentIds.flatMap(keysOf),
    path: folder === null ? `/${name}` : `/${folder}/${name}`,
    link: null,
    policyIds: accessLevel >= 2 && random.next() < 0.3 ? [random.pick(filePolicies)] : [],
    labels: random.next() < 0.1 ? ["Confidential"] : [],
    scanWarnings: random.next() < 0.02 ? ["Encrypted"] : [],
  };
}

function collaboratorsOf(
  accessLevel: number,
  others: readonly [Employee, ...Employee[]],
  random: DemoRandom,
): FileCollaborator[] {
  if (accessLevel === 0) return [];
  const { email, name, groups } = random.pick(others);
  const [group] = groups;
  const inside: FileCollaborator = { kind: "user", id: email, name, isExternal: false };
  const team: FileCollaborator[] =
    group === undefined ? [] : [{ kind: "group", id: group, name: group, isExternal: false }];
  const guest = `guest${random.between(1, 30)}@partner.example`;
  const outside: FileCollaborator = { kind: "user", id: guest, name: guest, isExternal: true };
  return [inside, ...team, ...(accessLevel === 2 ? [outside] : [])];
}

const [firstPolicy = "", ...otherPolicies] = alertKinds.flatMap(({ policy }) =>
  policy?.type === "FILE" ? [policy.id] : [],
);
const filePolicies: readonly [string, ...string[]] = [firstPolicy, ...otherPolicies];

function domainOf(email: string): string {
  return email.slice(email.indexOf("@") + 1);
}
