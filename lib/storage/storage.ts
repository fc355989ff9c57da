import path from "node:path";
import { env } from "../env";
import { processOnce } from "../process-once";
import type { FileStore } from "./file-store";
import { folderStore } from "./folder-store";
import { s3Store } from "./s3-store";

/**
 * The files of this installation: in `files` of the data folder, or in the bucket that PORTAL_STORAGE names. The client for
 * buckets is loaded only where one is named.
 */
export function storage(): Promise<FileStore> {
  return processOnce("storage", makeStorage, async (store) => (await store).close());
}

async function makeStorage(): Promise<FileStore> {
  const settings = env();
  if (settings.PORTAL_STORAGE === undefined) return folderStore(path.resolve(settings.PORTAL_DATA_DIR, "files"));
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  return s3Store({
    ...settings.PORTAL_STORAGE,
    region: settings.S3_REGION,
    endpoint: settings.S3_ENDPOINT,
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
  });
}
