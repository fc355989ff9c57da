import type { discoveryCatalogueEndpoints } from "../api-contract/discovery-catalogue";
import { countAppTags } from "../discovery/count-app-tags";
import { listCatalogueApps } from "../discovery/list-catalogue-apps";
import { listDiscoveredUsers } from "../discovery/list-discovered-users";
import type { CatalogueApp } from "../domain/catalogue-app";
import type { DiscoveredUser, DiscoveredUserSort } from "../domain/discovered-user";
import { globalViewName } from "../domain/discovery-stream";
import { appTagNames } from "../domain/discovery-tag";
import { isPseudonym } from "../domain/discovery-user";
import type { HandlersOf } from "./handler";
import { toListAnswer } from "./list-answer";

/** The names by which the API sorts. */
const userSorts = {
  lastSeen: "lastSeenAt",
  userName: "name",
  trafficTotalBytes: "totalBytes",
  trafficUploadedBytes: "uploadedBytes",
  trafficTotalEvents: "transactions",
} as const satisfies Record<string, DiscoveredUserSort>;

export const catalogueHandlers: HandlersOf<keyof typeof discoveryCatalogueEndpoints> = {
  listAppUsers: async ({ caller, input, now }) => {
    const {
      appId,
      streamId,
      timeFrame: days,
      userName,
      skip,
      limit,
      sortField,
      sortDirection: direction,
    } = input.fields;
    const search = { stream: streamId ?? globalViewName, days, appId, search: userName ?? "" };
    const order = { sort: userSorts[sortField], direction, skip, limit };
    return toListAnswer({ limit }, await listDiscoveredUsers(caller, { ...search, ...order }, now), toAppUserRecord);
  },
  countAppTags: async ({ caller, input, now }) => {
    const { streamId, timeFrame: days } = input.fields;
    const counts = await countAppTags(caller, { stream: streamId ?? globalViewName, days }, input.conditions, now);
    return { data: counts.map(({ tag, count }) => ({ id: tag === null ? "None" : appTagNames[tag], count })) };
  },
  listCatalogueApps: async ({ caller, input }) =>
    toListAnswer(input.query, await listCatalogueApps(caller, input.query), toCatalogueRecord),
};

function toAppUserRecord(user: DiscoveredUser) {
  return {
    userName: user.name,
    isAnonymized: isPseudonym(user.name),
    appsCount: user.apps,
    ipAddressesCount: user.ipAddresses,
    trafficTotalBytes: user.totalBytes ?? 0,
    trafficUploadedBytes: user.uploadedBytes ?? 0,
    trafficDownloadedBytes: user.downloadedBytes ?? 0,
    trafficTotalEvents: user.transactions,
    blockedEvents: user.blockedTransactions,
    lastSeen: user.lastSeenAt.getTime(),
  };
}

function toCatalogueRecord(app: CatalogueApp) {
  return {
    appId: app.id,
    name: app.name,
    vendor: app.vendor,
    category: app.category,
    domainList: [...app.domains],
    logonUrl: app.logonUrl ?? null,
    headquarters: app.headquarters ?? null,
    score: app.score,
    knownFactors: app.knownFactors,
    tags: app.tags.map((tag) => appTagNames[tag]),
    isCustom: app.origin === "custom",
  };
}
