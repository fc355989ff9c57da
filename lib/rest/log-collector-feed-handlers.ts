import type { logCollectorFeedEndpoints } from "../api-contract/log-collector-feed";
import { finishCollectorUpload, openCollectorUpload } from "../discovery/collector-upload";
import { notFound } from "../domain/failure";
import { ownLogCollector, reportCollectorConnectionTest, reportLogCollector } from "../log-collectors/collector-feed";
import { tenantOrigin } from "../tenants/tenant-url";
import type { HandlersOf } from "./handler";

export const logCollectorFeedHandlers: HandlersOf<keyof typeof logCollectorFeedEndpoints> = {
  readCollectorConfiguration: async ({ caller }) => (await ownLogCollector(caller)).configuration,

  openCollectorUpload: async ({ caller, input, now }) => {
    const { id: collectorId, configuration } = await ownLogCollector(caller);
    const { dataSource, filename: fileName, sha256 } = input.fields;
    const linked = configuration.dataSources.find(({ id }) => id === dataSource);
    if (linked === undefined) throw notFound("data source");
    const { id: dataSourceId, source } = linked;
    const origin = { collectorId, collectorName: configuration.collectorName, dataSourceId, source, fileName, sha256 };
    const opened = await openCollectorUpload(caller, origin, now);
    if (opened === null) return { alreadyReceived: true };
    const { path, uploadId } = opened;
    return { alreadyReceived: false, url: `${tenantOrigin(caller.principal.tenantSlug)}${path}`, uploadId };
  },

  finishCollectorUpload: async ({ caller, input, now }) => {
    const { id: collectorId } = await ownLogCollector(caller);
    await finishCollectorUpload(caller, { collectorId, uploadId: input.fields.uploadId }, now);
    return {};
  },

  reportLogCollector: ({ caller, input, now }) => reportLogCollector(caller, input.fields, now),

  reportCollectorConnectionTest: async ({ caller, input, now }) => {
    await reportCollectorConnectionTest(caller, input.fields, now);
    return {};
  },
};
