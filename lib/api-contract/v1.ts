import { activityEndpoints } from "./activities";
import { activityIngestEndpoints } from "./activity-ingest";
import { administratorEndpoints } from "./administrators";
import { alertClosingEndpoints } from "./alert-closing";
import { alertEndpoints } from "./alerts";
import { discoveryAppEndpoints } from "./discovery-apps";
import { discoveryCatalogueEndpoints } from "./discovery-catalogue";
import { discoveryDataSourceEndpoints } from "./discovery-data-sources";
import { discoveryReportEndpoints } from "./discovery-reports";
import { discoveryUploadEndpoints } from "./discovery-upload";
import type { Endpoint } from "./endpoint";
import { entityEndpoints } from "./entities";
import { fileIngestEndpoints } from "./file-ingest";
import { fileEndpoints } from "./files";
import { generalEndpoints } from "./general";
import { ipRangeEndpoints } from "./ip-ranges";
import { logCollectorFeedEndpoints } from "./log-collector-feed";
import { logCollectorEndpoints } from "./log-collectors";
import { policyEndpoints } from "./policies";
import { revocationEndpoints } from "./revocations";
import { siemAgentEndpoints } from "./siem-agents";
import { siemFeedEndpoints } from "./siem-feed";

/** Every endpoint of the REST API. Literal paths win over `:id`, whatever the order. */
export const endpoints = {
  ...generalEndpoints,
  ...revocationEndpoints,
  ...administratorEndpoints,
  ...alertEndpoints,
  ...alertClosingEndpoints,
  ...activityEndpoints,
  ...activityIngestEndpoints,
  ...entityEndpoints,
  ...fileEndpoints,
  ...fileIngestEndpoints,
  ...policyEndpoints,
  ...ipRangeEndpoints,
  ...discoveryUploadEndpoints,
  ...discoveryReportEndpoints,
  ...discoveryAppEndpoints,
  ...siemAgentEndpoints,
  ...siemFeedEndpoints,
  ...logCollectorEndpoints,
  ...logCollectorFeedEndpoints,
  ...discoveryCatalogueEndpoints,
  ...discoveryDataSourceEndpoints,
} as const satisfies Record<string, Endpoint>;

export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;

/** The same as a list, for whoever walks it. */
export const endpointList: readonly (Endpoint & { name: string })[] = Object.entries<Endpoint>(endpoints).map(
  ([name, endpoint]) => ({ ...endpoint, name }),
);
