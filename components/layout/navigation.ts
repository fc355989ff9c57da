import { can, type Principal } from "@/lib/domain/access";

/** The portal's pages in the navigation; their names are under `layout.pages` in the message catalogue. */
export type NavigationPage = "securityExtensions" | "members" | "audit";
export type NavigationItem = { page: NavigationPage; href: string };
export type NavigationGroup = { group: "settings"; items: NavigationItem[] };

/** What a person's role opens, in the order of the navigation. A group without a page is left out. */
export function navigationFor(principal: Pick<Principal, "role">): NavigationGroup[] {
  const settings: NavigationItem[] = [];
  if (can(principal, "token:list-own") || can(principal, "token:list-all"))
    settings.push({ page: "securityExtensions", href: "/settings/security-extensions/api-tokens" });
  if (can(principal, "member:read")) settings.push({ page: "members", href: "/settings/members" });
  if (can(principal, "audit:read")) settings.push({ page: "audit", href: "/settings/audit" });
  return settings.length === 0 ? [] : [{ group: "settings", items: settings }];
}
