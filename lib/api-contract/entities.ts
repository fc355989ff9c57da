import { z } from "zod";
import { encodeEntityKey } from "../domain/entity";
import { accountList, entityList } from "../domain/entity-list";
import type { Endpoint } from "./endpoint";
import { listOf } from "./envelope";

const entityRecord = z.object({
  _id: z.string().describe("24 hexadecimal digits"),
  pk: z.string().describe("By which it is fetched: base64 of id, saas and inst"),
  id: z.string(),
  ii: z.string().describe("saas|inst|id"),
  type: z.number().int().describe("1 user, 2 account"),
  idType: z.number().int(),
  status: z.number().int().describe("0 unknown, 1 staged, 2 active, 3 suspended, 4 deleted"),
  displayName: z.string(),
  username: z.string().describe("The key as JSON text"),
  email: z.string().nullable(),
  domain: z.string().nullable(),
  organization: z.string().nullable().describe("The organizational unit"),
  role: z.null(),
  sid: z.null(),
  isAdmin: z.boolean(),
  isExternal: z.boolean().nullable().describe("Null when unknown"),
  isFake: z.literal(false),
  lastSeen: z.string().describe("ISO 8601"),
  appData: z
    .object({
      appId: z.number().int(),
      name: z.string(),
      saas: z.number().int(),
      instance: z.number().int(),
    })
    .nullable()
    .describe("An account's app; null for a user"),
  subApps: z.array(z.never()),
  identifiers: z.array(z.string()),
  userGroups: z.array(
    z.object({
      _id: z.string(),
      id: z.string(),
      name: z.string(),
      description: z.null(),
      usersCount: z.null(),
    }),
  ),
  threatScore: z.null(),
  scoreTrends: z.null(),
  sctime: z.null(),
  actions: z.array(z.never()),
});
export type EntityRecord = z.infer<typeof entityRecord>;

const entityListAnswer = listOf(entityRecord);
const treeAnswer = listOf(entityRecord).extend({
  parent: entityRecord.nullable().describe("An account's user; null for a user"),
});

const exampleKey = { id: "megan.bowen@contoso.example", saas: 15600, inst: 0 };
export const entityExample: EntityRecord = {
  _id: "9f1c2b3a4d5e6f7081920304",
  pk: encodeEntityKey(exampleKey),
  id: exampleKey.id,
  ii: "15600|0|megan.bowen@contoso.example",
  type: 2,
  idType: 17,
  status: 2,
  displayName: "Megan Bowen",
  username: JSON.stringify(exampleKey),
  email: "megan.bowen@contoso.example",
  domain: "contoso.example",
  organization: "Finance",
  role: null,
  sid: null,
  isAdmin: false,
  isExternal: null,
  isFake: false,
  lastSeen: "2026-01-01T00:00:00.000Z",
  appData: { appId: 15600, name: "Microsoft OneDrive for Business", saas: 15600, instance: 0 },
  subApps: [],
  identifiers: ["megan.bowen@contoso.example"],
  userGroups: [],
  threatScore: null,
  scoreTrends: null,
  sctime: null,
  actions: [],
};

const pk = { pk: 'The base64 of {"id":"…","saas":0,"inst":0}, in the standard or the URL-safe alphabet' } as const;
const missing = { status: 404, when: "There is no such entity." } as const;
const page = { hasNext: false, max: 100, total: 1, moreThanTotal: false };

export const entityEndpoints = {
  listEntities: {
    group: "Entities",
    title: "List entities",
    summary: "The users and accounts that activities tell of, the last seen first. A user's app is 0.",
    methods: ["GET", "POST"],
    path: "/api/v1/entities/",
    aliases: ["/api/entities/"],
    access: "entity:read",
    parameters: {},
    input: { kind: "list", list: entityList },
    output: entityListAnswer,
    errors: [],
    example: {
      path: "/api/v1/entities/",
      body: { filters: { app: { eq: [15600] }, isAdmin: { eq: false } }, limit: 20 },
      response: { data: [entityExample], ...page },
    },
  },
  findEntity: {
    group: "Entities",
    title: "Fetch an entity",
    summary: "One user or account by its key.",
    methods: ["GET", "POST"],
    path: "/api/v1/entities/:pk/",
    aliases: ["/api/entities/:pk/"],
    access: "entity:read",
    parameters: pk,
    input: { kind: "fields", fields: z.object({}) },
    output: entityRecord,
    errors: [missing],
    example: { path: `/api/v1/entities/${entityExample.pk}/`, body: null, response: entityExample },
  },
  findEntityTree: {
    group: "Entities",
    title: "Fetch an entity's tree",
    summary: "For a user its accounts; for an account its user, as parent, and the user's other accounts.",
    methods: ["GET"],
    path: "/api/v1/entities/:pk/retrieve_tree/",
    aliases: ["/api/entities/:pk/retrieve_tree/"],
    access: "entity:read",
    parameters: pk,
    input: { kind: "fields", fields: z.object({}) },
    output: treeAnswer,
    errors: [missing],
    example: {
      path: `/api/v1/entities/${entityExample.pk}/retrieve_tree/`,
      body: null,
      response: { data: [], ...page, total: 0, parent: { ...entityExample, type: 1, appData: null } },
    },
  },
  listAccounts: {
    group: "Entities",
    title: "List accounts (older)",
    summary: "What older clients call: accounts alone, with fewer filters.",
    methods: ["GET", "POST"],
    path: "/api/v1/accounts/",
    aliases: [],
    access: "entity:read",
    parameters: {},
    input: { kind: "list", list: accountList },
    output: entityListAnswer,
    errors: [],
    example: {
      path: "/api/v1/accounts/",
      body: { filters: { service: { eq: [15600] } }, sortField: "username", sortDirection: "asc" },
      response: { data: [entityExample], ...page },
    },
  },
} as const satisfies Record<string, Endpoint>;
