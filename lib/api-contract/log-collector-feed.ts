import { z } from "zod";
import { collectorTestReport } from "../domain/collector-connection-test";
import { uploadUrlMinutes } from "../domain/discovery-upload";
import {
  collectorConfiguration,
  collectorFile,
  collectorReport,
  collectorReportAnswer,
  collectorUpload,
  collectorUploadReference,
} from "../domain/log-collector-feed";
import { uploadUrlExample } from "./discovery-upload";
import type { Endpoint } from "./endpoint";

/** What the token of a log collector opens, and nothing else does. */
const collectorOnly = {
  group: "Agents",
  access: "any-token",
  tokenKinds: ["log-collector"],
  aliases: [],
  parameters: {},
} as const;
const disabled = {
  status: 403,
  when: "The collector is disabled in the portal, or the token is none of a log collector.",
};
const unknownSource = {
  status: 404,
  when: "The data source is none of this collector's: read the configuration again.",
};

const dataSource = "5fd1c2a4b3e09d7788aa0102";
const uploadId = "0193b0c0-ffee-7000-8000-0000000000ab";

export const logCollectorFeedEndpoints = {
  readCollectorConfiguration: {
    ...collectorOnly,
    title: "Read a log collector's configuration",
    summary:
      "What the calling log collector receives, and on which ports. Read it again when the `configurationVersion` that a report answers differs.",
    methods: ["GET"],
    path: "/api/v1/agents/log-collector/self/",
    input: { kind: "fields", fields: z.object({}) },
    output: collectorConfiguration,
    errors: [disabled],
    example: {
      path: "/api/v1/agents/log-collector/self/",
      body: null,
      response: {
        collectorName: "taipei",
        version: 1,
        dataSources: [{ id: dataSource, name: "proxy-taipei", source: "SQUID", receiver: "syslog-udp", port: 514 }],
        ftp: { port: 21, passivePorts: { first: 20_000, last: 20_099 } },
      },
    },
  },
  openCollectorUpload: {
    ...collectorOnly,
    title: "Send a log collector's file, step 1: get a URL",
    summary: `Answers a URL that takes the file for ${uploadUrlMinutes} minutes: PUT it there as it was announced. A file of the same data source, name and SHA-256 that this collector has finished before is not taken again; one that it has announced before keeps its uploadId.`,
    methods: ["POST"],
    path: "/api/v1/agents/log-collector/self/upload_url/",
    input: { kind: "fields", fields: collectorFile },
    output: collectorUpload,
    errors: [disabled, unknownSource, { status: 409, when: "Too many uploads of the collector are open." }],
    example: {
      path: "/api/v1/agents/log-collector/self/upload_url/",
      body: {
        dataSource,
        filename: "proxy-taipei-20261129T091507Z-000001.log.gz",
        sizeBytes: 40_960,
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      },
      response: { alreadyReceived: false, url: uploadUrlExample, uploadId },
    },
  },
  finishCollectorUpload: {
    ...collectorOnly,
    title: "Send a log collector's file, step 3: finish",
    summary:
      "Gives the file that was sent to the report of its data source, and parses it in the background. A second call for the same file changes nothing: the collector may delete its copy.",
    methods: ["POST"],
    path: "/api/v1/agents/log-collector/self/done_upload/",
    input: { kind: "fields", fields: collectorUploadReference },
    output: z.object({}),
    errors: [
      disabled,
      {
        status: 400,
        when: "Nothing was sent to the URL, what was sent is not what was announced, or the data source has no parser.",
      },
      { status: 404, when: "The upload is none of this collector's, or was given up a day after it began." },
    ],
    example: {
      path: "/api/v1/agents/log-collector/self/done_upload/",
      body: { uploadId },
      response: {},
    },
  },
  reportLogCollector: {
    ...collectorOnly,
    title: "Report a log collector's state",
    summary:
      "A sign of life with what came in since the program started, and what keeps it from its work. At least once a minute, and at once when that changes. Data sources that are not linked any more are passed over.",
    methods: ["POST"],
    path: "/api/v1/agents/log-collector/self/report/",
    input: { kind: "fields", fields: collectorReport },
    output: collectorReportAnswer,
    errors: [disabled],
    bodyMaximum: 512 * 1024,
    example: {
      path: "/api/v1/agents/log-collector/self/report/",
      body: {
        collectorVersion: "1.0.0",
        hostName: "collector01",
        instanceId: "0b9e6d0a-2a35-4a4f-8a6f-3f0a2f6a7c11",
        configurationVersion: 1,
        freeDiskBytes: 250_000_000_000,
        fault: null,
        faultDetail: null,
        dataSources: [
          {
            id: dataSource,
            linesReceived: 1200,
            bytesReceived: 240_000,
            bytesWaiting: 0,
            linesDropped: 0,
            lastReceivedAt: 1767225655000,
            fault: null,
            faultDetail: null,
          },
        ],
      },
      response: { configurationVersion: 1, connectionTest: null },
    },
  },
  reportCollectorConnectionTest: {
    ...collectorOnly,
    title: "Report a log collector's connection test",
    summary:
      "How far the calling collector has come with the test that `connectionTest` of a report's answer asked for. Each report repeats the steps before it.",
    methods: ["POST"],
    path: "/api/v1/agents/log-collector/self/connection-test/",
    input: { kind: "fields", fields: collectorTestReport },
    output: z.object({}),
    errors: [disabled],
    example: {
      path: "/api/v1/agents/log-collector/self/connection-test/",
      body: {
        id: "5f0c3f0e-61d1-4d9f-8f6b-6a1d5b1c9a22",
        steps: [{ step: "ports", outcome: "failed", detail: "TCP port 601 is in use", fault: "port-in-use" }],
        isFinished: true,
      },
      response: {},
    },
  },
} as const satisfies Record<string, Endpoint>;
