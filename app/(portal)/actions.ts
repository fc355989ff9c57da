"use server";

import { z } from "zod";
import { publicAction } from "@/lib/web/action";
import { signOut } from "@/lib/web/session";

/** Ends the session. Also for a session that has ended already: its cookie goes. */
export const signOutOfPortal = publicAction(z.undefined(), signOut);
