"use server";

import { generateBlockScript } from "@/lib/discovery/generate-block-script";
import { tagApps } from "@/lib/discovery/tag-apps";
import { tagAppsInput } from "@/lib/domain/app-tagging";
import { generateScriptInput } from "@/lib/domain/block-script";
import { memberAction } from "@/lib/web/action";

/** Changes the tags of the apps that the caller chose. */
export const tagAppsAction = memberAction(tagAppsInput, (caller, input) => tagApps(caller, input, new Date()));

export const generateBlockScriptAction = memberAction(generateScriptInput, (caller, input) =>
  generateBlockScript(caller, input, new Date()),
);
