/** What a file is, by the numbers and names of the API. */
export const fileTypes = {
  0: "OTHER",
  1: "DOCUMENT",
  2: "SPREADSHEET",
  3: "PRESENTATION",
  4: "TEXT",
  5: "IMAGE",
  6: "FOLDER",
} as const;
export const folderType = 6;

/** Who can open a file. */
export const fileAccessLevels = {
  0: "PRIVATE",
  1: "INTERNAL",
  2: "EXTERNAL",
  3: "PUBLIC",
  4: "PUBLIC_INTERNET",
} as const;

/** Whether a file is there. What is in the trash counts as deleted. */
export const fileStatuses = { 0: "EXISTS", 1: "TRASHED" } as const;

/** Somebody with whom a file is shared: a person by the account's name, a group by its id, or a whole domain. */
export type FileCollaborator = {
  kind: "user" | "group" | "domain";
  id: string;
  name: string;
  isExternal: boolean;
};

export type FileOwner = {
  /** The account's name in the app, usually an e-mail address. */
  userName: string;
  displayName: string;
  orgUnit: string | null;
  /** Null when nobody said. */
  isExternal: boolean | null;
};

/** A file or folder in one of the tenant's apps, as it was last seen. */
export type CloudFile = {
  /** 24 hexadecimal digits. */
  id: string;
  /** The app's own id, such as `site|item`: how alerts and activities name the file. */
  fileId: string;
  appId: number;
  appName: string;
  instance: number;
  name: string;
  /** In lower case, without the dot; null for a name without one. */
  extension: string | null;
  mimeType: string | null;
  type: number;
  sizeBytes: number | null;
  isTrashed: boolean;
  isQuarantined: boolean;
  accessLevel: number;
  createdAt: Date;
  modifiedAt: Date;
  /** When the app last told of it. */
  seenAt: Date;
  owner: FileOwner | null;
  collaborators: FileCollaborator[];
  /** Every domain that its collaborators are in. */
  domains: string[];
  /** Ids of the folders that it lies in, the nearest first. */
  parentIds: string[];
  path: string | null;
  link: string | null;
  policyIds: string[];
  labels: string[];
  /** What its inspection warned of. */
  scanWarnings: string[];
};

/** A row of the table, but for its tenant: a file, and by what it is found besides. */
export type FileRow = Omit<CloudFile, "owner"> & {
  ownerAddress: string | null;
  ownerName: string | null;
  ownerOrgUnit: string | null;
  isOwnerExternal: boolean | null;
  ownerKeys: string[];
  collaboratorKeys: string[];
  groupIds: string[];
  parentKeys: string[];
};

const extensionTypes: Readonly<Record<string, keyof typeof fileTypes>> = {
  doc: 1,
  docx: 1,
  odt: 1,
  pdf: 1,
  rtf: 1,
  csv: 2,
  ods: 2,
  xls: 2,
  xlsx: 2,
  odp: 3,
  ppt: 3,
  pptx: 3,
  log: 4,
  md: 4,
  txt: 4,
  bmp: 5,
  gif: 5,
  jpeg: 5,
  jpg: 5,
  png: 5,
  svg: 5,
};

/** What follows the last dot of a name, in lower case; null when nothing does. */
export function extensionOf(name: string): string | null {
  const dot = name.lastIndexOf(".");
  return dot <= 0 || dot === name.length - 1 ? null : name.slice(dot + 1).toLowerCase();
}

/** The type that a file's extension stands for: 0, other, when it stands for none. */
export function fileTypeOf(extension: string | null): number {
  return extension !== null && Object.hasOwn(extensionTypes, extension) ? (extensionTypes[extension] ?? 0) : 0;
}
