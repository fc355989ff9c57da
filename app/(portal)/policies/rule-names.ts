import type { RuleNames } from "@/components/policies/rule-words";
import { listActivityApps } from "@/lib/activities/list-activity-apps";
import { listCatalogueCategories } from "@/lib/discovery/list-catalogue-categories";
import { type Caller, can, type MemberPrincipal } from "@/lib/domain/access";

/** The names that rules are shown and made with, as far as the caller may know them. */
export async function ruleNamesFor(caller: Caller<MemberPrincipal>): Promise<RuleNames> {
  const { principal } = caller;
  const [apps, categories] = await Promise.all([
    can(principal, "activity:read") ? listActivityApps(caller) : [],
    can(principal, "discovery:read") ? listCatalogueCategories(caller) : [],
  ]);
  return { apps, categories };
}
