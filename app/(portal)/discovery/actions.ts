"use server";

import { generateBlockScript } from "@/lib/discovery/generate-block-script";
import { clearAppScore, setAppScore } from "@/lib/discovery/set-app-score";
import { tagApps } from "@/lib/discovery/tag-apps";
import { clearAppScoreInput, setAppScoreInput } from "@/lib/domain/app-score";
import { tagAppsInput } from "@/lib/domain/app-tagging";
import { generateScriptInput } from "@/lib/domain/block-script";
import { memberAction } from "@/lib/web/action";

/** Changes the tags of the apps that the caller chose. */
export const tagAppsAction = memberAction(tagAppsInput, (caller, input) => tagApps(caller, input, new Date()));

export const setAppScoreAction = memberAction(setAppScoreInput, (caller, input) =>
  setAppScore(caller, input, new Date()),
);

export const clearAppScoreAction = memberAction(clearAppScoreInput, clearAppScore);

export const generateBlockScriptAction = memberAction(generateScriptInput, (caller, input) =>
  generateBlockScript(caller, input, new Date()),
);
