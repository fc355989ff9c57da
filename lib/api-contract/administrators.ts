import { z } from "zod";
import { administratorList } from "../domain/administrator-list";
import { roles } from "../domain/role-table";
import type { Endpoint } from "./endpoint";
import { listOf } from "./envelope";

const administratorRecord = z.object({
  username: z.string().describe("The e-mail address"),
  name: z.string(),
  permissionType: z
    .enum(["FULL_ACCESS", "READ_ONLY"])
    .describe("FULL_ACCESS for full administrators, READ_ONLY for all others"),
  role: z.enum(roles).describe("What decides what the person may do"),
  hasJoined: z.boolean().describe("Whether the invitation was taken"),
});
export type AdministratorRecord = z.infer<typeof administratorRecord>;

export const administratorEndpoints = {
  listAdministrators: {
    group: "General",
    title: "List administrators",
    summary:
      "The people who may use the portal, in the order of their addresses, as older clients ask for them. People are invited, changed and removed in the portal.",
    methods: ["GET", "POST"],
    path: "/api/v1/manage_admin_access/",
    aliases: [],
    access: "member:read",
    parameters: {},
    input: { kind: "list", list: administratorList },
    output: listOf(administratorRecord),
    errors: [],
    example: {
      path: "/api/v1/manage_admin_access/",
      body: { limit: 20, sortDirection: "asc" },
      response: {
        data: [
          {
            username: "adele.vance@contoso.example",
            name: "Adele Vance",
            permissionType: "FULL_ACCESS",
            role: "global-administrator",
            hasJoined: true,
          },
        ],
        hasNext: false,
        max: 20,
        total: 1,
        moreThanTotal: false,
      },
    },
  },
} as const satisfies Record<string, Endpoint>;
