import type { IpRangeRecord, ipRangeEndpoints } from "../api-contract/ip-ranges";
import type { IpRange } from "../domain/ip-range";
import { scanContinued } from "../domain/scan";
import { createIpRange } from "../ip-ranges/create-ip-range";
import { deleteIpRange } from "../ip-ranges/delete-ip-range";
import { listIpRanges } from "../ip-ranges/list-ip-ranges";
import { updateIpRange } from "../ip-ranges/update-ip-range";
import type { HandlersOf } from "./handler";
import { toListAnswer } from "./list-answer";
import { parameterOf } from "./parameter";
import { tenantNumber } from "./tenant-number";

export const ipRangeHandlers: HandlersOf<keyof typeof ipRangeEndpoints> = {
  listIpRanges: async ({ caller, input }) => {
    const { query, given } = input;
    const result = await listIpRanges(caller, query);
    const tenant = tenantNumber(caller.principal.tenantId);
    const answer = toListAnswer(query, result, (range) => toIpRangeRecord(range, tenant));
    if (result.scanAfter === null) return answer;
    return { ...answer, nextQueryFilters: scanContinued(given.filters, result.scanAfter) };
  },
  createIpRange: ({ caller, input, now }) => createIpRange(caller, input.fields, now),
  updateIpRange: async ({ caller, parameters, input, now }) => {
    await updateIpRange(caller, parameterOf(parameters, "id", "IP range"), input.fields, now);
    return {};
  },
  deleteIpRange: async ({ caller, parameters }) => {
    await deleteIpRange(caller, parameterOf(parameters, "id", "IP range"));
    return {};
  },
};

/** A range as the API shows it. */
function toIpRangeRecord(range: IpRange, tenant: number): IpRangeRecord {
  const { id, name, category, subnets, organization, overrideOrganization, tags, modifiedAt } = range;
  return {
    _id: id,
    name,
    category,
    subnets,
    organization,
    overrideOrganization,
    location: null,
    tags: tags.map((tag) => ({
      _id: tag.id,
      id: tag.id,
      name: tag.name,
      target: 2,
      type: 0,
      status: 0,
      visibility: 0,
      nameTemplate: null,
      description: null,
      descriptionTemplate: null,
      _tid: tenant,
    })),
    lastModified: modifiedAt.getTime(),
    _tid: tenant,
  };
}
