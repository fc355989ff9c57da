import type { discoveryAppEndpoints } from "../api-contract/discovery-apps";
import type { discoveryReportEndpoints } from "../api-contract/discovery-reports";
import type { discoveryUploadEndpoints } from "../api-contract/discovery-upload";
import { finishUpload } from "../discovery/finish-upload";
import { listAppCategories } from "../discovery/list-app-categories";
import { listAppTags } from "../discovery/list-app-tags";
import { listDiscoveredApps } from "../discovery/list-discovered-apps";
import { listStreams } from "../discovery/list-streams";
import { listUploads } from "../discovery/list-uploads";
import { listBlockedDomains, makeBlockScript } from "../discovery/make-block-script";
import { openUpload } from "../discovery/open-upload";
import { tagApps } from "../discovery/tag-apps";
import { globalViewName } from "../domain/discovery-stream";
import { type AppTag, appTagNamed, appTagNames } from "../domain/discovery-tag";
import { Failure, notFound } from "../domain/failure";
import { passesAll } from "../domain/filter-match";
import { readInteger } from "../domain/filter-value";
import { tenantOrigin } from "../tenants/tenant-url";
import { toDiscoveredAppRecord, toStreamRecord, toUploadRecord } from "./discovery-wire";
import type { HandlersOf } from "./handler";
import { toListAnswer } from "./list-answer";

type DiscoveryEndpointName =
  | keyof typeof discoveryAppEndpoints
  | keyof typeof discoveryReportEndpoints
  | keyof typeof discoveryUploadEndpoints;

export const discoveryHandlers: HandlersOf<DiscoveryEndpointName> = {
  openUpload: async ({ caller, input, now }) => {
    const { filename: fileName, source } = input.fields;
    const path = await openUpload(caller, { fileName, source }, now);
    return { url: `${tenantOrigin(caller.principal.tenantSlug)}${path}`, provider: "azure" };
  },
  finishUpload: async ({ caller, input, now }) => {
    const { uploadUrl, inputStreamName: streamName, uploadAsSnapshot, anonymizeUsers } = input.fields;
    const choice = { uploadUrl, streamName, isSnapshot: uploadAsSnapshot, anonymizesUsers: anonymizeUsers };
    await finishUpload(caller, choice, now);
    return {};
  },
  listUploads: async ({ caller, input }) =>
    toListAnswer(input.query, await listUploads(caller, input.query), toUploadRecord),
  listStreams: async ({ caller }) => {
    const streams = await listStreams(caller);
    const inputIds = streams.filter(({ kind }) => kind === "input").map(({ id }) => id);
    const records = streams.map((stream) => toStreamRecord(stream, inputIds));
    return { streams: records, data: records, total: records.length, hasNext: false };
  },
  listAppCategories: async ({ caller, input, now }) => {
    const { streamId, timeFrame, skip, limit, sortDirection } = input.fields;
    const found = await listAppCategories(caller, { stream: streamId, days: timeFrame }, now);
    const counts = found.filter(({ id }) => passesAll(input.conditions, () => id));
    if (sortDirection === "asc") counts.reverse();
    return counts.slice(skip, skip + limit);
  },
  listDiscoveredApps: async ({ caller, input, now }) => {
    const { streamId, timeFrame, skip, limit, sortField, sortDirection: direction } = input.fields;
    const query = { conditions: input.conditions, skip, limit, sortField, direction, scan: null };
    const choice = { stream: streamId ?? globalViewName, days: timeFrame };
    return toListAnswer(query, await listDiscoveredApps(caller, choice, query, now), toDiscoveredAppRecord);
  },
  listAppTags: async ({ caller }) =>
    (await listAppTags(caller)).map(({ tag, appIds }) => ({
      id: tag,
      name: appTagNames[tag],
      appIds,
      builtIn: true,
      target: 6,
    })),
  tagApp: async ({ caller, parameters, input, now }) => {
    await tagApps(caller, { apps: [{ appId: appIdOf(parameters), add: [tagOf(input.fields)], remove: [] }] }, now);
    return {};
  },
  untagApp: async ({ caller, parameters, input, now }) => {
    await tagApps(caller, { apps: [{ appId: appIdOf(parameters), add: [], remove: [tagOf(input.fields)] }] }, now);
    return {};
  },
  blockScript: async ({ caller, input, now }) => {
    const { format, type: kind, skip, limit } = input.fields;
    if (format !== null) return (await makeBlockScript(caller, { kind, code: readInteger(format) ?? 0 }, now)).text;
    const { domainLists, total } = await listBlockedDomains(caller, { kind, skip, limit });
    return { data: domainLists.map((domainList) => ({ domainList })), hasNext: total > skip + limit };
  },
};

function appIdOf(parameters: Readonly<Record<string, string>>): number {
  const appId = readInteger(parameters.appId);
  if (appId === undefined) throw notFound("app");
  return appId;
}

function tagOf({ tagName }: { tagName: string }): AppTag {
  const tag = appTagNamed(tagName);
  if (tag === undefined) throw new Failure("invalid", "tagName is not a known tag", { field: "tagName" });
  return tag;
}
