"use server";

import { z } from "zod";
import { collectorTestView } from "@/lib/domain/collector-connection-test";
import { connectionTestViewOf } from "@/lib/domain/connection-test";
import { logCollectorSettings } from "@/lib/domain/log-collector";
import { addLogCollector } from "@/lib/log-collectors/add-log-collector";
import {
  deleteLogCollector,
  editLogCollector,
  regenerateLogCollectorToken,
  setLogCollectorEnabled,
} from "@/lib/log-collectors/change-log-collector";
import { requestCollectorConnectionTest } from "@/lib/log-collectors/test-collector-connection";
import { memberAction } from "@/lib/web/action";

const reference = z.strictObject({ id: z.uuid() });

/** Adds a collector. Its answer is the only place where the token's secret ever appears. */
export const addLogCollectorAction = memberAction(logCollectorSettings, addLogCollector);

export const editLogCollectorAction = memberAction(
  reference.extend({ settings: logCollectorSettings }),
  editLogCollector,
);

export const setLogCollectorEnabledAction = memberAction(
  reference.extend({ isEnabled: z.boolean() }),
  setLogCollectorEnabled,
);

export const regenerateLogCollectorTokenAction = memberAction(reference, regenerateLogCollectorToken);

export const deleteLogCollectorAction = memberAction(reference, deleteLogCollector);

/** Asks the running collector for a connection test; the view polls how far it comes. */
export const testCollectorConnectionAction = memberAction(reference, async (caller, { id }) =>
  collectorTestView.parse(connectionTestViewOf(await requestCollectorConnectionTest(caller, { id }), new Date())),
);
