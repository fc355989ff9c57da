import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import type { z } from "zod";
import { collectorTestReport } from "@/lib/domain/collector-connection-test";
import {
  type CollectorConfiguration,
  type CollectorDataSource,
  type CollectorReport,
  collectorFile,
  collectorReport,
  collectorUploadReference,
} from "@/lib/domain/log-collector-feed";

type Upload = { id: string; key: string; dataSource: string; filename: string; sha256: string; body: Buffer | null };
export type ReceivedFile = { dataSource: string; filename: string; body: Buffer };

/**
 * The portal's promise to log collectors over real HTTP, for tests: what was finished counts once, whatever is repeated, and
 * a body that is not what was announced does not count. It can be away, and it can refuse.
 */
export class RecordingPortal {
  readonly files: ReceivedFile[] = [];
  readonly reports: CollectorReport[] = [];
  /** What the collector told of connection tests. */
  readonly tests: z.infer<typeof collectorTestReport>[] = [];
  /** The test that the answer to a report asks for. */
  connectionTest: string | null = null;
  /** Answered in place of everything, such as 401 for a revoked token. */
  refusal: number | null = null;
  /** Called with each request's path before it is answered; may answer by itself. */
  intercept: ((path: string, response: ServerResponse) => boolean) | null = null;
  #uploads: Upload[] = [];
  #finished = new Set<string>();
  #server: Server | null = null;
  #port = 0;
  #waiting: { until: () => boolean; done: () => void }[] = [];

  constructor(public configuration: CollectorConfiguration) {}

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      this.#answer(request, response).catch((error) => {
        response.statusCode = 500;
        response.end(JSON.stringify({ detail: String(error) }));
      });
    });
    this.#server = server;
    server.listen(this.#port, "127.0.0.1");
    await once(server, "listening");
    this.#port = (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    server?.closeAllConnections();
    if (server !== null) await new Promise((resolve) => server.close(resolve));
  }

  /** All lines that count, of one source or of all. */
  lines(dataSource?: string): string[] {
    return this.files
      .filter((file) => dataSource === undefined || file.dataSource === dataSource)
      .flatMap(({ body }) => textOf(body).split("\n"))
      .filter((line) => line !== "");
  }

  /** Resolves once a condition holds; it is looked at after each request. */
  when(until: () => boolean): Promise<void> {
    if (until()) return Promise.resolve();
    return new Promise((done) => this.#waiting.push({ until, done }));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    const body = Buffer.concat(await request.toArray());
    const isHandled = this.intercept?.(path, response) ?? false;
    if (!isHandled) {
      const { status, content } = this.refusal === null ? this.#contentOf(path, body) : refused(this.refusal);
      response.statusCode = status;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(content));
    }
    const [met, unmet] = [this.#waiting.filter(({ until }) => until()), this.#waiting.filter(({ until }) => !until())];
    this.#waiting = unmet;
    for (const { done } of met) done();
  }

  #contentOf(path: string, body: Buffer): { status: number; content: object } {
    if (path.startsWith("/put/")) return this.#take(path.slice("/put/".length), body);
    if (path.endsWith("/self/")) return { status: 200, content: this.configuration };
    const input: unknown = JSON.parse(body.toString());
    if (path.endsWith("/upload_url/")) return this.#open(collectorFile.parse(input));
    if (path.endsWith("/done_upload/")) return this.#finish(collectorUploadReference.parse(input).uploadId);
    if (path.endsWith("/connection-test/")) {
      this.tests.push(collectorTestReport.parse(input));
      return { status: 200, content: {} };
    }
    this.reports.push(collectorReport.parse(input));
    const { connectionTest, configuration } = this;
    return { status: 200, content: { configurationVersion: configuration.version, connectionTest } };
  }

  #open({ dataSource, filename, sha256 }: ReturnType<typeof collectorFile.parse>) {
    if (!this.configuration.dataSources.some(({ id }) => id === dataSource)) return refused(404);
    const key = `${dataSource}/${filename}/${sha256}`;
    if (this.#finished.has(key)) return { status: 200, content: { alreadyReceived: true } };
    const known = this.#uploads.find((upload) => upload.key === key);
    const upload = known ?? { id: randomUUID(), key, dataSource, filename, sha256, body: null };
    if (known === undefined) this.#uploads.push(upload);
    return {
      status: 200,
      content: { alreadyReceived: false, url: `${this.url}/put/${upload.id}`, uploadId: upload.id },
    };
  }

  #take(id: string, body: Buffer) {
    const upload = this.#uploads.find((candidate) => candidate.id === id);
    if (upload === undefined) return refused(404);
    upload.body = body;
    return { status: 201, content: {} };
  }

  #finish(id: string) {
    const upload = this.#uploads.find((candidate) => candidate.id === id);
    if (upload === undefined) return refused(404);
    const { body, key, sha256, dataSource, filename } = upload;
    if (body === null || createHash("sha256").update(body).digest("hex") !== sha256) return refused(400);
    if (!this.#finished.has(key)) this.files.push({ dataSource, filename, body });
    this.#finished.add(key);
    return { status: 200, content: {} };
  }
}

/** A configuration of some sources; ports are asked of the system where none is given. */
export function configurationOf(
  dataSources: readonly (Pick<CollectorDataSource, "name" | "receiver" | "port"> & { id?: string })[],
  more: Partial<CollectorConfiguration> = {},
): CollectorConfiguration {
  return {
    collectorName: "taipei",
    version: 1,
    dataSources: dataSources.map((source) => ({ id: `id-${source.name}`, source: "SQUID", ...source })),
    ftp: {
      port: dataSources.find(({ receiver }) => receiver.startsWith("ftp"))?.port ?? 21,
      passivePorts: { first: 20_000, last: 20_099 },
    },
    ...more,
  };
}

function textOf(body: Buffer): string {
  return body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body).toString() : body.toString();
}

function refused(status: number): { status: number; content: object } {
  return { status, content: { detail: `refused with ${status}` } };
}
