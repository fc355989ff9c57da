import type { z } from "zod";
import { connectionTestSchemas } from "./connection-test";
import { siemFaults } from "./siem-feed";

/** The way of an event, in the order in which a test walks it. */
export const siemTestSteps = [
  "portal",
  "token",
  "receiver-name",
  "receiver-connection",
  "receiver-certificate",
  "test-event",
] as const;
export type SiemTestStep = (typeof siemTestSteps)[number];

const schemas = connectionTestSchemas(siemTestSteps, siemFaults);

export type SiemTestResult = z.infer<typeof schemas.result>;
export const siemTestReport = schemas.report;
export const siemTestView = schemas.view;
export type SiemTestView = z.infer<typeof siemTestView>;
