import type { Condition } from "./filter";
import type { ListSettings } from "./list-query";

const equality = ["eq", "neq"] as const;
const existence = ["isset", "isnotset"] as const;
const period = ["lte", "gte", "range"] as const;

export const fileList = {
  filters: {
    service: { type: "integer", operators: equality, meaning: "the app, by its id" },
    instance: { type: "instance", operators: equality, meaning: "the app's instance, or [app id, instance]" },
    fileType: {
      type: "integer",
      operators: equality,
      values: [0, 1, 2, 3, 4, 5, 6],
      meaning: "0 other, 1 document, 2 spreadsheet, 3 presentation, 4 text, 5 image, 6 folder",
    },
    allowDeleted: {
      type: "boolean",
      operators: ["eq"],
      meaning: "true: deleted files too; without it they are left out. A filter on trashed overrides it",
    },
    trashed: {
      type: "boolean",
      operators: ["eq"],
      meaning: "true: only what is in the trash; false: only what is not",
    },
    folder: { type: "boolean", operators: ["eq"], meaning: "true: folders only; false: everything else" },
    quarantined: { type: "boolean", operators: ["eq"], meaning: "whether it is quarantined" },
    policy: {
      type: "string",
      operators: ["cabinetmatchedrulesequals", "neq", ...existence],
      meaning: "ids of policies that it matched",
    },
    filename: { type: "string", operators: ["eq", "text"], meaning: "the name, with its extension" },
    extension: { type: "string", operators: equality, meaning: "the extension, in lower case and without the dot" },
    mimeType: { type: "string", operators: equality, meaning: "the MIME type" },
    modifiedDate: {
      type: "timestamp",
      operators: [...period, "lte_ndays", "gte_ndays"],
      meaning: "when it was last changed",
    },
    createdDate: { type: "timestamp", operators: period, meaning: "when it was made" },
    snapshotLastModifiedDate: { type: "timestamp", operators: period, meaning: "when the app last told of it" },
    "collaborators.entity": { type: "entity", operators: equality, meaning: "accounts with which it is shared" },
    "collaborators.users": {
      type: "string",
      operators: equality,
      meaning: "names of accounts with which it is shared, as older clients ask",
    },
    "collaborators.domains": { type: "string", operators: equality, meaning: "domains with which it is shared" },
    "collaborators.groups": { type: "string", operators: equality, meaning: "ids of groups with which it is shared" },
    "collaborators.withDomain": {
      type: "string",
      operators: [...equality, "deq"],
      meaning: "domains with which it is shared; deq finds what is shared with any other",
    },
    "owner.entity": { type: "entity", operators: equality, meaning: "the account that owns it" },
    "owner.username": {
      type: "string",
      operators: equality,
      meaning: "the name of the account that owns it, as older clients ask",
    },
    "owner.orgUnit": { type: "string", operators: equality, meaning: "the owner's organizational unit" },
    sharing: {
      type: "integer",
      operators: equality,
      values: [0, 1, 2, 3, 4],
      meaning: "0 private, 1 internal, 2 external, 3 public, 4 public on the internet",
    },
    fileId: { type: "string", operators: equality, meaning: "the app's own id of the file, as alerts name it" },
    fileLabels: { type: "string", operators: [...equality, ...existence], meaning: "labels of the file" },
    fileScanLabels: {
      type: "string",
      operators: [...equality, ...existence],
      meaning: "what its inspection warned of",
    },
    parentFolder: { type: "entity", operators: equality, meaning: "a folder that it lies in, at any depth" },
  },
  // Published releases of one client sort by the second spelling.
  sortFields: ["modifiedDate", "dateModified"],
  scannable: true,
} as const satisfies ListSettings;

export type FileFilter = keyof typeof fileList.filters;
export type FileSort = (typeof fileList.sortFields)[number];
/** The filters that ask for something a file has. */
export type FileProperty = Exclude<FileFilter, "allowDeleted">;

/** The conditions with what `allowDeleted` means: without it, and without a condition on the trash, the trash is left out. */
export function withTrashRule(conditions: readonly Condition<FileFilter>[]): Condition<FileProperty>[] {
  const others = conditions.flatMap(({ field, test }) => (field === "allowDeleted" ? [] : [{ field, test }]));
  const allowing = conditions.filter(({ field }) => field === "allowDeleted");
  const allowsDeleted =
    allowing.length > 0 && allowing.every(({ test }) => test.kind === "among" && test.values.includes(true));
  if (allowsDeleted || others.some(({ field }) => field === "trashed")) return others;
  return [...others, { field: "trashed", test: { kind: "among", values: [false], orNull: false, negated: false } }];
}
