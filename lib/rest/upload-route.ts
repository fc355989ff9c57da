import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { admitUpload, receiveUpload, type UploadPart } from "../discovery/receive-upload";
import { uploadBytesMaximum } from "../domain/discovery-upload";
import { Failure, isFailure } from "../domain/failure";
import type { SendAnswer } from "./answer";
import { RefusedWith } from "./problem";

/** A list names at most 50,000 blocks of some 110 characters each. */
const blockListBytesMaximum = 8 * 1024 * 1024;

declare module "fastify" {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface merges with the framework's own
  interface FastifyRequest {
    upload: { tenantId: string; uploadId: string } | null;
  }
}

/**
 * The second step of an upload: PUT to the URL that the first one gave out. Takes no Authorization header, for the URL is
 * signed; takes the body as a stream, and speaks as much of Azure's block protocol as clients use: a whole file, chunked or
 * with its length, or `comp=block` parts with a `comp=blocklist` at the end.
 */
export function addUploadRoute(app: FastifyInstance, send: SendAnswer): void {
  app.decorateRequest("upload", null);
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", async (_request: FastifyRequest, payload: IncomingMessage) => payload);
    scope.route({
      method: "PUT",
      url: "/api/v1/discovery/upload/:tenantId/:uploadId",
      bodyLimit: uploadBytesMaximum,
      onRequest: async (request, reply) => {
        // A refused body is not read to its end.
        const { shouldKeepAlive } = reply.raw;
        reply.raw.shouldKeepAlive = false;
        if (Number(request.headers["content-length"] ?? 0) > uploadBytesMaximum) throw tooLarge();
        request.upload = await admitUpload(request.url, new Date());
        reply.raw.shouldKeepAlive = shouldKeepAlive;
      },
      handler: async (request, reply) => {
        if (request.upload === null) throw new Error("an upload was reached past its check");
        const part = await partOf(request);
        await receiveUpload(request.upload, part).catch((error: unknown) => {
          reply.raw.shouldKeepAlive = false;
          if (request.raw.destroyed && !request.raw.complete) throw new Failure("invalid", "The body was cut off");
          throw isFailure(error) && error.messageKey === "fileTooLarge" ? tooLarge() : error;
        });
        send(reply, { status: 201, headers: [], body: "" });
      },
    });
  });
}

async function partOf(request: FastifyRequest): Promise<UploadPart> {
  const { searchParams } = new URL(request.url, "http://portal");
  const content = request.raw;
  const told = request.headers["content-length"];
  const length = told === undefined ? {} : { length: Number(told) };
  switch (searchParams.get("comp")) {
    case null:
      return { kind: "file", content, ...length };
    case "block":
      return { kind: "block", blockId: searchParams.get("blockid") ?? "", content, ...length };
    case "blocklist":
      return { kind: "block-list", blockIds: blockIdsOf(await textOf(content)) };
    default:
      throw new Failure("invalid", "comp is neither block nor blocklist", { field: "comp" });
  }
}

function blockIdsOf(xml: string): string[] {
  return [...xml.matchAll(/<(?:Latest|Committed|Uncommitted)>\s*([^<\s]+)\s*</g)].map(([, id = ""]) => id);
}

async function textOf(content: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > blockListBytesMaximum) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function tooLarge(): RefusedWith {
  return new RefusedWith(413, { error: true, detail: "The file is larger than 5 GB" });
}
