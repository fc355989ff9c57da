/*
 * What the audit log does not tell of. Whatever is neither here nor an act of the walk makes its test fail, so that a new
 * endpoint or action is put where it belongs.
 */

/** Endpoints and actions that change nothing. */
export const reads: readonly string[] = [
  ..."whoAmI openApi listAdministrators listAlerts findAlert listActivities findActivity listEntities findEntity".split(
    " ",
  ),
  ..."findEntityTree listAccounts listFiles findFile listPolicies findPolicy findPolicyById reportPolicy".split(" "),
  ..."listIpRanges listUploads listStreams listAppCategories listDiscoveredApps listAppTags blockScript".split(" "),
  ..."listSiemAgents listLogCollectors listAppUsers countAppTags listCatalogueApps listDataSources".split(" "),
]
  .map((name) => `API ${name}`)
  .concat(
    [
      ..."verifyEventsAction previewRuleAction listMemberTokensAction viewMemberSignInAction tryParserAction".split(
        " ",
      ),
      ..."previewRevocationAction previewSiemSelectionAction weighSnapshotAction".split(" "),
    ].map((name) => `action ${name}`),
  );

/** Steps of something that the log tells of, and what programs do without anybody's doing. */
export const silentChanges: Record<string, string> = {
  "action listIdentityWays": "reads, for somebody whose sign-in is not complete",
  "action invitation view": "reads, for whoever holds the link",
  "action setup view": "reads, for whoever holds the link",
  "action tryStreamAction": "sends a line that is no row of the log, and stores nothing",
  "action offerSecondFactorAction": "the key that it offers counts for nothing until it is confirmed, which is told",
  "API readSiemConfiguration": "notes that the agent was there: its calls are counted, as those of any token",
  "API acknowledgeSiemEvents": "moves the agent's own place",
  "API reportSiemAgent": "keeps the agent's own state",
  "API reportSiemConnectionTest": "answers a test whose beginning is told",
  "API readCollectorConfiguration": "notes that the collector was there",
  "API openCollectorUpload": "opens an upload without a row; finishing it is told",
  "API reportLogCollector": "keeps the collector's own state",
  "API reportCollectorConnectionTest": "answers a test whose beginning is told",
};
