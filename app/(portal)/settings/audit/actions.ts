"use server";

import { z } from "zod";
import { verifyEvents } from "@/lib/audit/verify-chain";
import { memberAction } from "@/lib/web/action";

/** Calculates the chain of the tenant's audit log anew. */
export const verifyEventsAction = memberAction(z.strictObject({}), (caller) => verifyEvents(caller));
