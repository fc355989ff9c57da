import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { notFound } from "../domain/failure";
import { ByteLimit, type FileKey, type FileStore, segmentsOf } from "./file-store";

export type S3Settings = {
  bucket: string;
  /** Empty, or segments that end with a slash. */
  prefix: string;
  region: string;
  /** For stores other than Amazon's; their buckets are addressed by path. */
  endpoint: string | undefined;
  /** Unset: the client looks in its usual places (environment, shared files, the machine's own role). */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
};

const partBytes = 8 * 1024 * 1024;
/** Memory of one upload: this many parts, and one more that is being filled. */
const partsAtOnce = 2;

/**
 * Files in a bucket of Amazon S3 or of a store that speaks its protocol. Large files travel in parts; an upload that fails
 * takes its parts back. For those of a killed process set a lifecycle rule on the bucket (AbortIncompleteMultipartUpload).
 *
 * The client is loaded here: in a bundle of one file, imports at the top are loaded by whoever has no bucket too.
 */
export async function s3Store({ bucket, prefix, region, endpoint, credentials }: S3Settings): Promise<FileStore> {
  const [sdk, { Upload }] = await Promise.all([import("@aws-sdk/client-s3"), import("@aws-sdk/lib-storage")]);
  const client = new sdk.S3Client({
    region,
    credentials,
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    // The checksums that newer clients add by default are not known to every compatible store.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  const objectOf = (key: FileKey) => ({ Bucket: bucket, Key: `${prefix}${segmentsOf(key).join("/")}` });

  const absentAs =
    <T>(value: T) =>
    (error: unknown): T => {
      if (error instanceof sdk.NoSuchKey || error instanceof sdk.NotFound) return value;
      throw error;
    };

  async function* listed(folder: FileKey) {
    const { Key } = objectOf(folder);
    for await (const page of sdk.paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: `${Key}/` }))
      yield page.Contents ?? [];
  }

  return {
    put: async (key, content, maximumBytes) => {
      const limit = new ByteLimit(maximumBytes);
      const upload = new Upload({
        client,
        params: { ...objectOf(key), Body: limit },
        partSize: partBytes,
        queueSize: partsAtOnce,
        leavePartsOnError: false,
      });
      const source = pipeline(Readable.from(content, { objectMode: false }), limit);
      // The content's own error says more than that the upload was cut off by it.
      const [read, sent] = await Promise.allSettled([source, upload.done().catch((error) => stopWith(limit, error))]);
      if (read.status === "rejected") throw read.reason;
      if (sent.status === "rejected") throw sent.reason;
      return limit.bytes;
    },
    get: async (key, range) => {
      const Range = range === undefined ? undefined : `bytes=${range.start}-${range.end - 1}`;
      const { Body } = await client
        .send(new sdk.GetObjectCommand({ ...objectOf(key), Range }))
        .catch(absentAs({ Body: undefined }));
      if (!(Body instanceof Readable)) throw notFound("file");
      return Body;
    },
    sizeOf: async (key) => {
      const { ContentLength } = await client
        .send(new sdk.HeadObjectCommand(objectOf(key)))
        .catch(absentAs({ ContentLength: undefined }));
      return ContentLength ?? null;
    },
    remove: async (key) => {
      await client.send(new sdk.DeleteObjectCommand(objectOf(key)));
    },
    removeFolder: async (folder) => {
      for await (const objects of listed(folder)) {
        const Objects = objects.map(({ Key }) => ({ Key }));
        if (Objects.length === 0) continue;
        const { Errors } = await client.send(
          new sdk.DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
        );
        if (Errors?.[0])
          throw new Error(`${Errors.length} files could not be removed: ${Errors[0].Code ?? "no reason given"}`);
      }
    },
    close: async () => client.destroy(),
  };
}

function stopWith(limit: ByteLimit, error: unknown): never {
  limit.destroy(error instanceof Error ? error : new Error(String(error)));
  throw error;
}
