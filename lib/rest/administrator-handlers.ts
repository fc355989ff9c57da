import type { AdministratorRecord, administratorEndpoints } from "../api-contract/administrators";
import { isFullAdministrator } from "../domain/access";
import type { Member } from "../domain/member";
import { listAdministrators } from "../members/list-administrators";
import type { HandlersOf } from "./handler";
import { toListAnswer } from "./list-answer";

export const administratorHandlers: HandlersOf<keyof typeof administratorEndpoints> = {
  listAdministrators: async ({ caller, input }) =>
    toListAnswer(input.query, await listAdministrators(caller, input.query), toAdministratorRecord),
};

/** A person as the API shows them. */
function toAdministratorRecord(member: Member): AdministratorRecord {
  const { email, name, role, status } = member;
  const permissionType = isFullAdministrator(member) ? "FULL_ACCESS" : "READ_ONLY";
  return { username: email, name, permissionType, role, hasJoined: status === "active" };
}
