import { z } from "zod";
import { discoveredUserSorts } from "./discovered-user";
import { reportView } from "./discovery-view";
import { viewCursor, viewDirection, viewText } from "./list-view";

/** The view of the users' list as its address holds it. */
export const userListView = reportView.extend({
  /** Part of the name. */
  search: viewText,
  sort: z.enum(discoveredUserSorts).catch("totalBytes").default("totalBytes"),
  direction: viewDirection,
  after: viewCursor,
  before: viewCursor,
});
export type UserListView = z.infer<typeof userListView>;
