import { createHash } from "node:crypto";
import type { EntityRecord, entityEndpoints } from "../api-contract/entities";
import { type Entity, encodeEntityKey } from "../domain/entity";
import { limitMaximum } from "../domain/list-query";
import { findEntity, findEntityTree } from "../entities/find-entity";
import { listEntities } from "../entities/list-entities";
import type { HandlersOf } from "./handler";
import { toListAnswer } from "./list-answer";
import { parameterOf } from "./parameter";

export const entityHandlers: HandlersOf<keyof typeof entityEndpoints> = {
  listEntities: async ({ caller, input }) =>
    toListAnswer(input.query, await listEntities(caller, "all", input.query), toEntityRecord),
  listAccounts: async ({ caller, input }) =>
    toListAnswer(input.query, await listEntities(caller, "accounts", input.query), toEntityRecord),
  findEntity: async ({ caller, parameters }) =>
    toEntityRecord(await findEntity(caller, parameterOf(parameters, "pk", "entity"))),
  findEntityTree: async ({ caller, parameters }) => {
    const { parent, relatives } = await findEntityTree(caller, parameterOf(parameters, "pk", "entity"));
    const data = relatives.map(toEntityRecord);
    const page = { hasNext: false, max: limitMaximum, total: data.length, moreThanTotal: false };
    return { data, ...page, parent: parent === null ? null : toEntityRecord(parent) };
  },
};

/** An entity as the API shows it. */
function toEntityRecord(entity: Entity): EntityRecord {
  const { id, saas, inst, appName, displayName, domain, organization, isAdmin, isExternal, status } = entity;
  const ii = `${saas}|${inst}|${id}`;
  return {
    _id: createHash("sha256").update(ii).digest("hex").slice(0, 24),
    pk: encodeEntityKey(entity),
    id,
    ii,
    type: saas === 0 ? 1 : 2,
    idType: 17,
    status,
    displayName,
    username: JSON.stringify({ id, saas, inst }),
    email: domain === null ? null : id,
    domain,
    organization,
    role: null,
    sid: null,
    isAdmin,
    isExternal,
    isFake: false,
    lastSeen: entity.lastSeenAt.toISOString(),
    appData: saas === 0 ? null : { appId: saas, name: appName ?? "", saas, instance: inst },
    subApps: [],
    identifiers: [id],
    userGroups: entity.userGroups.map((group) => ({
      _id: group,
      id: group,
      name: group,
      description: null,
      usersCount: null,
    })),
    threatScore: null,
    scoreTrends: null,
    sctime: null,
    actions: [],
  };
}
