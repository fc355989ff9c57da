import { z } from "zod";
import { appTagNamed, appTagNames } from "../domain/discovery-tag";
import { skipMaximum } from "../domain/list-query";
import type { Endpoint } from "./endpoint";
import { choiceOf, integerOr, optionalText, pageLimit, requiredText } from "./fields";

const appId = { appId: "The app's number in the catalogue" } as const;
const noApp = { status: 404, when: "The catalogue has no such app." } as const;
const tagFields = z.object({
  tagName: requiredText(64)
    .refine((name) => appTagNamed(name) !== undefined, {
      error: `is none of ${Object.values(appTagNames).join(", ")}`,
    })
    .describe(Object.values(appTagNames).join(", ")),
});

export const discoveryAppEndpoints = {
  listAppTags: {
    group: "Cloud Discovery",
    title: "List app tags",
    summary: "Every tag with the apps that have it, as a bare array.",
    methods: ["GET", "POST"],
    path: "/api/v1/discovery/app_tags/",
    aliases: ["/api/discovery/app_tags/"],
    access: "discovery:read",
    parameters: {},
    input: { kind: "fields", fields: z.object({}) },
    output: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        appIds: z.array(z.number().int()),
        builtIn: z.boolean(),
        target: z.literal(6).describe("What tags are put on: apps"),
      }),
    ),
    errors: [],
    example: {
      path: "/api/v1/discovery/app_tags/",
      body: null,
      response: [{ id: "unsanctioned", name: "Unsanctioned", appIds: [11627], builtIn: true, target: 6 }],
    },
  },
  tagApp: {
    group: "Cloud Discovery",
    title: "Tag an app",
    summary:
      "Makes an app sanctioned, unsanctioned or monitored. Sanctioned and unsanctioned take each other's place. Unsanctioned apps are those of block scripts.",
    methods: ["POST"],
    path: "/api/v1/discovery/discovery_app/:appId/add_tag/",
    aliases: ["/api/discovery/discovery_app/:appId/add_tag/"],
    access: "app:sanction",
    parameters: appId,
    input: { kind: "fields", fields: tagFields },
    output: z.object({}),
    errors: [noApp],
    example: {
      path: "/api/v1/discovery/discovery_app/11627/add_tag/",
      body: { tagName: "Unsanctioned" },
      response: {},
    },
  },
  untagApp: {
    group: "Cloud Discovery",
    title: "Remove a tag from an app",
    summary: "An app that does not have the tag stays as it is.",
    methods: ["POST"],
    path: "/api/v1/discovery/discovery_app/:appId/remove_tag/",
    aliases: ["/api/discovery/discovery_app/:appId/remove_tag/"],
    access: "app:sanction",
    parameters: appId,
    input: { kind: "fields", fields: tagFields },
    output: z.object({}),
    errors: [noApp],
    example: {
      path: "/api/v1/discovery/discovery_app/11627/remove_tag/",
      body: { tagName: "Unsanctioned" },
      response: {},
    },
  },
  blockScript: {
    group: "Cloud Discovery",
    title: "Block script",
    summary:
      "With format: the rules that make an appliance refuse the tenant's unsanctioned apps, as plain text. Without: the domains of the same apps as JSON, one list for each app, by pages. Sanctioned apps (type allowed) always come as bare domains, never as rules that refuse.",
    methods: ["GET"],
    path: "/api/v1/discovery_block_scripts/",
    aliases: ["/api/discovery_block_scripts/", "/api/discovery/discovery_block_scripts/"],
    access: "discovery:block-script",
    parameters: {},
    input: {
      kind: "fields",
      fields: z.object({
        format: optionalText(10).describe(
          "102 Blue Coat ProxySG, 104 Cisco ASA, 108 Fortinet FortiGate, 112 Palo Alto Networks, 120 Zscaler, 129 Juniper SRX, 135 Websense",
        ),
        type: choiceOf(["banned", "allowed"]).describe("banned: unsanctioned apps; allowed: sanctioned ones"),
        skip: integerOr(0, 0, skipMaximum),
        limit: pageLimit,
      }),
    },
    output: z.union([
      z.object({ data: z.array(z.object({ domainList: z.array(z.string()) })), hasNext: z.boolean() }),
      z.string(),
    ]),
    answersPlainText: true,
    errors: [{ status: 400, when: "There is no such format." }],
    example: {
      path: "/api/v1/discovery_block_scripts/?type=banned&limit=50&skip=0",
      body: null,
      response: { data: [{ domainList: ["dropbox.com", "dropboxusercontent.com"] }], hasNext: false },
    },
  },
} as const satisfies Record<string, Endpoint>;
