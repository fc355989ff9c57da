"use server";

import { z } from "zod";
import { removeAuditStream, saveAuditStream, tryAuditStream } from "@/lib/audit/audit-streams";
import { verifyEvents } from "@/lib/audit/verify-chain";
import { auditStreamSettings } from "@/lib/domain/audit-stream";
import { memberAction } from "@/lib/web/action";

/** Calculates the chain of the tenant's audit log anew. */
export const verifyEventsAction = memberAction(z.strictObject({}), (caller) => verifyEvents(caller));

/** Sets where the tenant's audit log is sent. */
export const saveStreamAction = memberAction(auditStreamSettings, (caller, input) => saveAuditStream(caller, input));

/** Ends the stream. */
export const removeStreamAction = memberAction(z.strictObject({}), (caller) => removeAuditStream(caller));

/** Sends one line to where the settings say. */
export const tryStreamAction = memberAction(auditStreamSettings, (caller, input) => tryAuditStream(caller, input));
