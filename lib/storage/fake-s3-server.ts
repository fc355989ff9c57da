import { createHash, createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";

export type FakeS3Server = {
  endpoint: string;
  /** Every object, by bucket and key. */
  objects: Map<string, Buffer>;
  /** Uploads in parts that are neither completed nor aborted. */
  openUploads: () => number;
  /** Answers the next request whose line matches with 500. */
  failNext: (line: RegExp) => void;
  close: () => Promise<void>;
};

type Answer = { status: number; body?: string | Buffer; headers?: Record<string, string> };
type Call = {
  method: string;
  object: string;
  query: URLSearchParams;
  body: Buffer;
  range: string | undefined;
};

/** What the server accepts; the region is part of every signature. */
export const fakeS3Account = {
  accessKeyId: "AKIAEXAMPLE",
  secretAccessKey: "a-secret-of-the-test",
  region: "eu-test-1",
};

const listPageSize = 2;

/**
 * As much of the S3 protocol as the store uses, in memory, on a free port of 127.0.0.1. Signatures (AWS Signature Version 4)
 * and content hashes are computed here from the specification, not by the client's code; a wrong one is answered 403.
 */
export async function startFakeS3Server(): Promise<FakeS3Server> {
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, Map<number, Buffer>>();
  let failing: RegExp | undefined;
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const answer = answerTo(request, body);
      response.writeHead(answer.status, answer.headers);
      response.end(request.method === "HEAD" ? undefined : answer.body);
    });
  });

  function answerTo(request: IncomingMessage, body: Buffer): Answer {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (failing?.test(`${request.method} ${request.url}`)) {
      failing = undefined;
      return { status: 500, body: xml("Error", "<Code>InternalError</Code>") };
    }
    if (!isSigned(request, url, body)) return { status: 403, body: xml("Error", "<Code>SignatureDoesNotMatch</Code>") };
    const object = decodeURIComponent(url.pathname.slice(1));
    const call = { method: request.method ?? "", object, query: url.searchParams, body, range: request.headers.range };
    if (call.query.has("uploads") || call.query.has("uploadId")) return answerPart(call, objects, uploads);
    if (call.query.has("list-type")) return list(call, objects);
    if (call.query.has("delete")) return removeMany(call, objects);
    return answerObject(call, objects);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    openUploads: () => uploads.size,
    failNext: (line) => {
      failing = line;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answerObject({ method, object, body, range }: Call, objects: Map<string, Buffer>): Answer {
  if (method === "PUT") {
    objects.set(object, body);
    return { status: 200, headers: { etag: tagOf(body) } };
  }
  if (method === "DELETE") {
    objects.delete(object);
    return { status: 204 };
  }
  const found = objects.get(object);
  if (found === undefined) return { status: 404, body: xml("Error", "<Code>NoSuchKey</Code>") };
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
  const content = start === undefined ? found : found.subarray(Number(start), Number(end) + 1);
  const headers = { "content-length": String(content.length), etag: tagOf(found) };
  return { status: start === undefined ? 200 : 206, body: content, headers };
}

function answerPart(call: Call, objects: Map<string, Buffer>, uploads: Map<string, Map<number, Buffer>>): Answer {
  const { method, object, query, body } = call;
  if (query.has("uploads")) {
    const id = randomUUID();
    uploads.set(id, new Map());
    return { status: 200, body: xml("InitiateMultipartUploadResult", `<UploadId>${id}</UploadId>`) };
  }
  const id = query.get("uploadId") ?? "";
  const parts = uploads.get(id);
  if (parts === undefined) return { status: 404, body: xml("Error", "<Code>NoSuchUpload</Code>") };
  if (method === "PUT") {
    parts.set(Number(query.get("partNumber")), body);
    return { status: 200, headers: { etag: tagOf(body) } };
  }
  uploads.delete(id);
  if (method === "DELETE") return { status: 204 };
  const numbers = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map((match) => Number(match[1]));
  objects.set(object, Buffer.concat(numbers.map((number) => parts.get(number) ?? Buffer.alloc(0))));
  return { status: 200, body: xml("CompleteMultipartUploadResult", `<Key>${object}</Key>`) };
}

function list({ object, query }: Call, objects: Map<string, Buffer>): Answer {
  const prefix = `${object.replace(/\/$/, "")}/${query.get("prefix") ?? ""}`;
  const after = query.get("continuation-token") ?? "";
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = keys.slice(0, listPageSize);
  const isTruncated = keys.length > page.length;
  const contents = page.map(
    (key) => `<Contents><Key>${keyOf(key)}</Key><Size>${objects.get(key)?.length ?? 0}</Size></Contents>`,
  );
  const next = isTruncated ? `<NextContinuationToken>${page.at(-1) ?? ""}</NextContinuationToken>` : "";
  const body = xml("ListBucketResult", `<IsTruncated>${isTruncated}</IsTruncated>${next}${contents.join("")}`);
  return { status: 200, body };
}

function removeMany({ object, body }: Call, objects: Map<string, Buffer>): Answer {
  const bucket = object.replace(/\/$/, "");
  for (const [, key] of body.toString().matchAll(/<Key>([^<]*)<\/Key>/g)) objects.delete(`${bucket}/${key}`);
  return { status: 200, body: xml("DeleteResult", "") };
}

function isSigned(request: IncomingMessage, url: URL, body: Buffer): boolean {
  const found =
    /Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})/.exec(
      request.headers.authorization ?? "",
    );
  if (!found) return false;
  const [, keyId = "", day = "", region = "", names = "", signature] = found;
  const contentHash = String(request.headers["x-amz-content-sha256"]);
  if (contentHash !== "UNSIGNED-PAYLOAD" && contentHash !== sha256(body)) return false;
  const headers = names.split(";").map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  const path = url.pathname
    .split("/")
    .map((part) => encode(decodeURIComponent(part)))
    .join("/");
  const canonical = [request.method, path, query.join("&"), headers.join(""), names, contentHash].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", String(request.headers["x-amz-date"]), scope, sha256(canonical)].join("\n");
  const key = [day, region, "s3", "aws4_request"].reduce<Buffer>(
    (previous, part) => hmac(previous, part),
    Buffer.from(`AWS4${fakeS3Account.secretAccessKey}`),
  );
  return (
    keyId === fakeS3Account.accessKeyId &&
    region === fakeS3Account.region &&
    hmac(key, toSign).toString("hex") === signature
  );
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function keyOf(object: string): string {
  return object.slice(object.indexOf("/") + 1);
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

function tagOf(body: Buffer): string {
  return `"${createHash("md5").update(body).digest("hex")}"`;
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function xml(root: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><${root}>${content}</${root}>`;
}
