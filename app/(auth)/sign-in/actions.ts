"use server";

import { z } from "zod";
import type { SignInOutcome } from "@/components/sign-in/sign-in-form";
import { passwordSignInInput, signInWithPassword } from "@/lib/sign-in/sign-in-with-password";
import { publicAction } from "@/lib/web/action";
import { continueUrl } from "@/lib/web/hand-over";
import { portalHost } from "@/lib/web/tenant-host";

/** Checks e-mail and password at the called host; what opens the session goes to the browser that asked. */
export const signIn = publicAction(
  passwordSignInInput.extend({ next: z.string().max(2048) }),
  async ({ next, ...credentials }, visitor): Promise<SignInOutcome> => {
    const host = await portalHost();
    const tenantId = host.kind === "tenant" ? host.tenant.id : null;
    const proven = await signInWithPassword(visitor, {
      ...credentials,
      tenantId,
    });
    if (host.kind === "tenant") return { kind: "here", code: proven.code };
    return { kind: "elsewhere", url: continueUrl(proven, next) };
  },
);
