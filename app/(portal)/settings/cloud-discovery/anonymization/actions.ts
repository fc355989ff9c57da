"use server";

import { changeDiscoverySettings } from "@/lib/discovery/discovery-settings";
import { discoverySettingsInput } from "@/lib/domain/discovery-settings";
import { memberAction } from "@/lib/web/action";

export const changeDiscoverySettingsAction = memberAction(discoverySettingsInput, (caller, input) =>
  changeDiscoverySettings(caller, input, new Date()),
);
