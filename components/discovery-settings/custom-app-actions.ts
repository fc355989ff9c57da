import type { z } from "zod";
import type { Action } from "@/lib/domain/action-result";
import type { CustomApp, changeCustomAppInput, customAppInput } from "@/lib/domain/custom-app";

/** What the server does for the custom apps' page; the page hands it down. */
export type CustomAppActions = {
  create: Action<z.input<typeof customAppInput>, number>;
  change: Action<z.input<typeof changeCustomAppInput>, void>;
  remove: Action<{ id: number }, void>;
};

/** A category by its id and its name in the reader's language. */
export type CategoryChoice = { id: string; name: string };

/** Where the focus goes back to when a dialog about this app closes. */
export function customAppMenuId({ id }: Pick<CustomApp, "id">): string {
  return `custom-app-menu-${id}`;
}
