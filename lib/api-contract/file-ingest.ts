import { z } from "zod";
import { ingestMaximum } from "../domain/ingested";
import { ingestedFile } from "../domain/ingested-file";
import { ingestAnswer } from "./activity-ingest";
import type { Endpoint } from "./endpoint";
import { listOrOne } from "./fields";

/** One file is checked by itself, so that a bad one is refused alone; the form is documented all the same. */
const { $schema: _dialect, ...fileForm } = z.toJSONSchema(ingestedFile, { io: "input", unrepresentable: "any" });

export const fileIngestEndpoints = {
  ingestFiles: {
    group: "Files",
    title: "Ingest files",
    summary: `Stores what your own programs see of files and folders, up to ${ingestMaximum} in a request. A file is known by app, instance and the app's own id: telling of it again replaces what was known. A bad one is refused alone, with its reasons; the others are stored.`,
    methods: ["POST"],
    path: "/api/v1/files/ingest/",
    aliases: ["/api/files/ingest/"],
    access: "file:ingest",
    parameters: {},
    recordsIn: "files",
    bodyMaximum: 1024 * 1024,
    input: {
      kind: "fields",
      fields: z.object({
        files: listOrOne(z.unknown().meta(fileForm), ingestMaximum)
          .refine((files) => files.length > 0, { error: "is needed" })
          .describe(`The files, 1 to ${ingestMaximum}. The body may hold up to 1 MiB`),
      }),
    },
    output: ingestAnswer.omit({ duplicates: true }),
    errors: [{ status: 400, when: "None of the files could be read; refused says why." }],
    example: {
      path: "/api/v1/files/ingest/",
      body: {
        files: [
          {
            id: "finance|plan.txt",
            appId: 15600,
            appName: "Microsoft OneDrive for Business",
            name: "plan.txt",
            mimeType: "text/plain",
            fileSize: 18204,
            createdDate: 1767225600000,
            modifiedDate: 1767225600000,
            owner: { userName: "megan.bowen@contoso.example", displayName: "Megan Bowen" },
            sharing: 2,
            collaborators: [{ kind: "user", id: "lee@fabrikam.example", isExternal: true }],
          },
        ],
      },
      response: { accepted: 1, refused: [] },
    },
  },
} as const satisfies Record<string, Endpoint>;
