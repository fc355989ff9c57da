import type { z } from "zod";
import { connectionTestSchemas } from "./connection-test";
import { collectorFaults, dataSourceFaults } from "./log-collector-feed";

/** First whether the collector and the portal know each other, then the way of a log line, in the order of the test. */
export const collectorTestSteps = [
  "portal",
  "token",
  "spool-folder",
  "certificate",
  "ports",
  "logs",
  "uploads",
] as const;
export type CollectorTestStep = (typeof collectorTestSteps)[number];

export const collectorTestFaults = [...dataSourceFaults, ...collectorFaults] as const;
export type CollectorTestFault = (typeof collectorTestFaults)[number];

const schemas = connectionTestSchemas(collectorTestSteps, collectorTestFaults);

export type CollectorTestResult = z.infer<typeof schemas.result>;
export const collectorTestReport = schemas.report;
export const collectorTestView = schemas.view;
export type CollectorTestView = z.infer<typeof collectorTestView>;
