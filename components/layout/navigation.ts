import { can, type Principal } from "@/lib/domain/access";

/** The portal's pages in the navigation; their names are under `layout.pages` in the message catalogue. */
export type NavigationPage =
  | "alerts"
  | "activities"
  | "discovery"
  | "policies"
  | "securityExtensions"
  | "members"
  | "discoverySettings"
  | "logCollectors"
  | "audit";
export type NavigationItem = { page: NavigationPage; href: string };
export type NavigationGroup = { group: "investigate" | "discover" | "control" | "settings"; items: NavigationItem[] };

/** What a person's role opens, in the order of the navigation. A group without a page is left out. */
export function navigationFor(principal: Pick<Principal, "role">): NavigationGroup[] {
  const investigate: NavigationItem[] = [];
  if (can(principal, "alert:read")) investigate.push({ page: "alerts", href: "/alerts" });
  if (can(principal, "activity:read")) investigate.push({ page: "activities", href: "/activities" });
  const discover: NavigationItem[] = [];
  if (can(principal, "discovery:read")) discover.push({ page: "discovery", href: "/discovery" });
  const control: NavigationItem[] = [];
  if (can(principal, "policy:read")) control.push({ page: "policies", href: "/policies" });
  const settings: NavigationItem[] = [];
  if (can(principal, "token:list-own") || can(principal, "token:list-all"))
    settings.push({ page: "securityExtensions", href: "/settings/security-extensions/api-tokens" });
  if (can(principal, "member:read")) settings.push({ page: "members", href: "/settings/members" });
  if (can(principal, "settings:read") && can(principal, "discovery:read"))
    settings.push(
      { page: "discoverySettings", href: "/settings/cloud-discovery/custom-apps" },
      { page: "logCollectors", href: logCollectorsHref(principal) },
    );
  if (can(principal, "audit:read")) settings.push({ page: "audit", href: "/settings/audit" });
  const groups: NavigationGroup[] = [
    { group: "investigate", items: investigate },
    { group: "discover", items: discover },
    { group: "control", items: control },
    { group: "settings", items: settings },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

/** The tab of the section that serves the person: the collectors, or what they receive. */
function logCollectorsHref(principal: Pick<Principal, "role">): string {
  const section = "/settings/log-collectors";
  return can(principal, "log-collector:manage") ? section : `${section}/data-sources`;
}

/** Where a person begins: the settings, which hold what this portal is for, or else whatever their role opens. */
export function startPageOf(principal: Pick<Principal, "role">): string | null {
  const groups = navigationFor(principal);
  const start = groups.find(({ group }) => group === "settings") ?? groups[0];
  return start?.items[0]?.href ?? null;
}
