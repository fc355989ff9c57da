"use server";

import { changeCustomApp, createCustomApp, removeCustomApp } from "@/lib/discovery/custom-apps";
import { changeCustomAppInput, customAppInput, customAppReference } from "@/lib/domain/custom-app";
import { memberAction } from "@/lib/web/action";

export const createCustomAppAction = memberAction(customAppInput, (caller, input) =>
  createCustomApp(caller, input, new Date()),
);

export const changeCustomAppAction = memberAction(changeCustomAppInput, (caller, input) =>
  changeCustomApp(caller, input, new Date()),
);

export const removeCustomAppAction = memberAction(customAppReference, (caller, input) =>
  removeCustomApp(caller, input, new Date()),
);
