import type { fileIngestEndpoints } from "../api-contract/file-ingest";
import type { fileEndpoints } from "../api-contract/files";
import { scanContinued } from "../domain/scan";
import { findFile } from "../files/find-file";
import { ingestFiles } from "../files/ingest-files";
import { listFiles } from "../files/list-files";
import { toFileRecord } from "./file-wire";
import type { HandlersOf } from "./handler";
import { toListAnswer } from "./list-answer";
import { parameterOf } from "./parameter";
import { RefusedWith } from "./problem";
import { tenantNumber } from "./tenant-number";

export const fileHandlers: HandlersOf<keyof typeof fileEndpoints | keyof typeof fileIngestEndpoints> = {
  listFiles: async ({ caller, input }) => {
    const { query, given } = input;
    const result = await listFiles(caller, query);
    const tenant = tenantNumber(caller.principal.tenantId);
    const answer = toListAnswer(query, result, (file) => toFileRecord(file, tenant));
    if (result.scanAfter === null) return answer;
    return { ...answer, nextQueryFilters: scanContinued(given.filters, result.scanAfter) };
  },
  findFile: async ({ caller, parameters }) =>
    toFileRecord(
      await findFile(caller, parameterOf(parameters, "pk", "file")),
      tenantNumber(caller.principal.tenantId),
    ),
  ingestFiles: async ({ caller, input, now }) => {
    const { files } = input.fields;
    const result = await ingestFiles(caller, files, now);
    if (result.refused.length === files.length)
      throw new RefusedWith(400, { error: true, detail: "None of the files could be read", ...result });
    return result;
  },
};
