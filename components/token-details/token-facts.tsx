import { useFormatter, useTranslations } from "next-intl";
import { ExactTime } from "@/components/ui/exact-time";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Grant, Permission, Role } from "@/lib/domain/role-table";
import type { RecentAddress, TokenEvent } from "@/lib/domain/usage-view";

/** The last addresses that a token was used from. */
export function RecentAddresses({ addresses }: { addresses: RecentAddress[] }) {
  const t = useTranslations("tokens.details");
  if (addresses.length === 0) return <p className="text-muted-foreground">{t("noAddresses")}</p>;
  return (
    <ul className="grid gap-2">
      {addresses.map(({ ip, lastAt }) => (
        <li key={ip} className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="break-all font-mono">{ip}</span>
          <span className="text-muted-foreground text-xs">
            <RelativeTime at={lastAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What was done to a token, and to what its owner may do. */
export function TokenHistory({ events }: { events: TokenEvent[] }) {
  const audit = useTranslations("audit");
  const roleName = useTranslations("roles");
  const t = useTranslations("tokens.details");
  if (events.length === 0) return <p className="text-muted-foreground">{t("noHistory")}</p>;
  return (
    <ol className="grid gap-4">
      {events.map(({ id, at, action, actorKind, actorName, before, after, isLeak, foundAt }) => (
        <li key={id} className="grid gap-0.5 text-sm">
          <p className="break-words">
            <span className="font-medium">{audit(`actions.${action}`)}</span>
            {before !== null && after !== null && (
              <> · {t("roleChange", { before: roleName(before), after: roleName(after) })}</>
            )}
          </p>
          {isLeak && (
            <p className="break-words">{foundAt === null ? t("leaked") : t("leakedAt", { place: foundAt })}</p>
          )}
          <p className="break-words text-muted-foreground text-xs">
            {actorName} · {audit(`actorKinds.${actorKind}`)} · <ExactTime at={at} />
          </p>
        </li>
      ))}
    </ol>
  );
}

/** Routes that one permission opens, with how far it reaches; without a permission, those of every valid token. */
export type PermittedRoutes = {
  permission: Permission | null;
  grant: Grant;
  routes: { methods: readonly string[]; path: string }[];
};

type EffectivePermissionsProps = {
  ownerName: string;
  ownerRole: Role;
  groups: PermittedRoutes[];
  /** Why the token opens nothing at all, whatever the role says. */
  closed: "revoked" | "owner-deactivated" | null;
};

/** What a token may do at this moment, in words and in routes: what its owner may. */
export function EffectivePermissions({ ownerName, ownerRole, groups, closed }: EffectivePermissionsProps) {
  const t = useTranslations("tokens.details");
  const roleName = useTranslations("roles");
  const permissionName = useTranslations("members.permissions");
  const format = useFormatter();
  if (closed !== null) return <p>{t(`opensNothing.${closed}`, { owner: ownerName })}</p>;
  const open = groups.filter(({ grant }) => grant !== "none");
  const missing = groups.flatMap(({ permission, grant }) =>
    permission !== null && grant === "none" ? [permissionName(permission)] : [],
  );
  return (
    <div className="grid gap-4">
      <p>{t("actsAs", { owner: ownerName, role: roleName(ownerRole) })}</p>
      <ul className="grid gap-2">
        {open.map(({ permission, grant, routes }) => (
          <li key={permission ?? "any"}>
            <details>
              <summary className="w-fit cursor-pointer rounded-md">
                <span className="font-medium">{permission === null ? t("anyToken") : permissionName(permission)}</span>
                <span className="text-muted-foreground">
                  {(grant === "discovery" || grant === "file-policies") && <> · {t(`reach.${grant}`)}</>}
                  {" · "}
                  {t("routeCount", { count: routes.length })}
                </span>
              </summary>
              <ul className="grid gap-0.5 py-1 pl-4">
                {routes.map(({ methods, path }) => (
                  <li key={`${methods.join()} ${path}`} className="break-all font-mono text-muted-foreground text-xs">
                    {methods.join(", ")} {path}
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
      {missing.length > 0 && <p className="text-muted-foreground">{t("mayNot", { list: format.list(missing) })}</p>}
    </div>
  );
}
