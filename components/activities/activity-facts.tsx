"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ExactTime } from "@/components/ui/exact-time";
import { Fact, FactList } from "@/components/ui/fact-list";
import type { Activity } from "@/lib/domain/activity";
import { ipCategoryNameOf, sourceNameOf } from "@/lib/domain/activity-view";
import { deviceTypeOf } from "./device-type";
import { useCountryName } from "./use-country-name";

type Entry = [name: string, value: ReactNode];

/** Every field of an activity under its name; what is not known is left out. */
export function ActivityFacts({ activity }: { activity: Activity }) {
  const entries = [...useActEntries(activity), ...useOriginEntries(activity), ...useRecordEntries(activity)];
  const known = entries.filter(([, value]) => value !== null && value !== "");
  return (
    <FactList>
      {known.map(([name, value]) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
    </FactList>
  );
}

/** Who did what, and to what. */
function useActEntries(activity: Activity): Entry[] {
  const t = useTranslations("activities");
  const { userDisplayName, userName, userDomain, orgUnit, userTags, appName, appId, instance } = activity;
  return [
    [t("facts.user"), userDisplayName],
    [t("facts.userName"), userName],
    [t("facts.domain"), userDomain],
    [t("facts.orgUnit"), orgUnit],
    [t("facts.groups"), listOf(userTags)],
    [t("facts.app"), t("facts.appWithId", { name: appName, id: String(appId) })],
    [t("facts.instance"), String(instance)],
    [t("facts.action"), code(activity.actionType)],
    [t("facts.event"), code(activity.eventType)],
    [t("facts.administrative"), t(activity.isAdminEvent ? "yes" : "no")],
    [t("facts.impersonated"), t(activity.isImpersonated ? "yes" : "no")],
    [t("facts.takenAction"), activity.takenAction],
    [t("facts.objects"), listOf(activity.objects.map(({ name, id }) => (name === id ? name : `${name} (${id})`)))],
  ];
}

/** From where, and with what. */
function useOriginEntries(activity: Activity): Entry[] {
  const t = useTranslations("activities");
  const countryName = useCountryName();
  const { ip, ipTags, country, location, organization, client, deviceTags, userAgent, userAgentTags } = activity;
  const category = ipCategoryNameOf(activity.ipCategory);
  const device = deviceTypeOf(activity.deviceType);
  return [
    [t("facts.ip"), ip === null ? null : code(ip)],
    [t("facts.ipCategory"), category === null ? String(activity.ipCategory) : t(`ipCategories.${category}`)],
    [t("facts.ipTags"), listOf(ipTags)],
    [t("facts.country"), country === null ? null : countryName(country)],
    [t("facts.place"), location === null ? null : listOf([...new Set([location.city, location.region])])],
    [t("facts.network"), organization],
    [t("facts.anonymousProxy"), location === null ? null : t(location.anonymousProxy ? "yes" : "no")],
    [t("facts.device"), device === null ? activity.deviceType : t(`devices.${device}`)],
    [t("facts.deviceTags"), listOf(deviceTags)],
    [t("facts.operatingSystem"), client.operatingSystem],
    [t("facts.browser"), client.browser],
    [t("facts.userAgent"), userAgent === "" ? null : code(userAgent)],
    [t("facts.userAgentTags"), listOf(userAgentTags)],
  ];
}

/** Where the record comes from and what it led to. */
function useRecordEntries(activity: Activity): Entry[] {
  const t = useTranslations("activities");
  const { alertId, policyId, createdAt, id } = activity;
  const source = sourceNameOf(activity.source);
  return [
    [t("facts.source"), source === null ? String(activity.source) : t(`sources.${source}`)],
    [t("facts.storedAt"), <ExactTime key="stored" at={createdAt} />],
    [t("facts.alert"), alertId === null ? null : <AlertLink key="alert" id={alertId} />],
    [t("facts.policy"), policyId === null ? null : code(policyId)],
    [t("facts.id"), code(id)],
  ];
}

function AlertLink({ id }: { id: string }) {
  const t = useTranslations("activities");
  return (
    <Link href={`/alerts/${id}`} className="text-link underline-offset-4 hover:underline">
      {t("openAlert")}
    </Link>
  );
}

function listOf(values: readonly string[]): string {
  return values.filter((value) => value !== "").join(", ");
}

function code(text: string): ReactNode {
  return <code className="break-all text-xs">{text}</code>;
}
