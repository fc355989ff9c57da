import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/web/auth-options";
import { portalHost } from "@/lib/web/tenant-host";

type Context = { params: Promise<{ nextauth: string[] }> };
type Place = "tenant" | "base" | "both";

/**
 * What of next-auth is open, and where: sessions begin on tenants' hosts only, the provider's dialogue runs at the general
 * URL only (one redirect URI to register). Its own pages, its sign-out (ours is audited) and its remote log are closed.
 */
const open: Record<string, Place> = {
  "GET csrf": "both",
  "GET providers": "both",
  "GET signin": "both",
  "GET error": "both",
  "POST callback/one-time-code": "tenant",
  "POST signin/oidc": "base",
  "GET callback/oidc": "base",
};

async function answer(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  const place = open[`${request.method} ${nextauth.join("/")}`];
  const host = await portalHost();
  if (place === undefined || (place !== "both" && place !== host.kind))
    return new Response("Not found", { status: 404 });
  return NextAuth(request, context, authOptions());
}

export { answer as GET, answer as POST };
