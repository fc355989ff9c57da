import { useTranslations } from "next-intl";
import type { EndpointGroup } from "./endpoint-doc";

/** Links to every endpoint, in groups. */
export function EndpointContents({ groups }: { groups: readonly EndpointGroup[] }) {
  const t = useTranslations("apiDocs");
  return (
    <nav
      aria-label={t("contents")}
      className="grid content-start gap-4 lg:sticky lg:top-6 lg:max-h-[calc(100dvh-3rem)] lg:overflow-y-auto"
    >
      {groups.map(({ group, endpoints }) => (
        <div key={group} className="grid gap-1">
          <p lang="en" className="font-medium text-muted-foreground text-xs">
            {group}
          </p>
          <ul>
            {endpoints.map(({ name, title }) => (
              <li key={name}>
                <a href={`#${name}`} lang="en" className="block rounded-md px-2 py-1 hover:bg-muted">
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
