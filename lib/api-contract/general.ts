import { z } from "zod";
import { permissions, roles } from "../domain/access";
import type { Endpoint } from "./endpoint";

const callerRecord = z.object({
  tenant: z.object({
    slug: z.string(),
    url: z.string().describe("The tenant's own URL"),
  }),
  token: z.object({ publicId: z.string(), name: z.string() }),
  issuer: z.object({
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
  }),
  permissions: z
    .array(z.enum(permissions))
    .describe("What the token may do at this moment: exactly what its issuer may"),
});

export const generalEndpoints = {
  whoAmI: {
    group: "General",
    title: "Who am I",
    summary: "The token, its issuer and what it may do at this moment. A good first call, open to every valid token.",
    methods: ["GET"],
    path: "/api/v1/me/",
    aliases: [],
    access: "any-token",
    parameters: {},
    input: { kind: "fields", fields: z.object({}) },
    output: callerRecord,
    errors: [],
    example: {
      path: "/api/v1/me/",
      body: null,
      response: {
        tenant: { slug: "contoso", url: "https://contoso.portal.example.com" },
        token: { publicId: "8fZk2QmX0aLp", name: "SIEM export" },
        issuer: {
          name: "Adele Vance",
          email: "adele.vance@contoso.example",
          role: "security-reader",
        },
        permissions: ["alert:read", "activity:read"],
      },
    },
  },
  openApi: {
    group: "General",
    title: "OpenAPI description",
    summary: "This documentation for programs, as OpenAPI 3.1. Needs no token.",
    methods: ["GET"],
    path: "/api/v1/openapi.json",
    aliases: [],
    access: "public",
    parameters: {},
    input: { kind: "fields", fields: z.object({}) },
    output: z.looseObject({ openapi: z.string() }),
    errors: [],
    example: {
      path: "/api/v1/openapi.json",
      body: null,
      response: { openapi: "3.1.0" },
    },
  },
} as const satisfies Record<string, Endpoint>;
