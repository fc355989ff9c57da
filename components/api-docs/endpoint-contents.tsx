import { useTranslations } from "next-intl";
import type { EndpointGroup } from "./endpoint-doc";

type Groups = { groups: readonly EndpointGroup[] };

/** Links to what holds for all and to every endpoint, in groups: beside the text, or folded away above it where there is no room beside. */
export function EndpointContents({ groups }: Groups) {
  const t = useTranslations("apiDocs");
  return (
    <nav
      aria-label={t("contents")}
      className="content-start lg:sticky lg:top-6 lg:max-h-[calc(100dvh-3rem)] lg:overflow-y-auto"
    >
      <details className="rounded-md border bg-card lg:hidden">
        <summary className="cursor-pointer rounded-md p-3 font-medium">{t("contents")}</summary>
        <div className="p-3 pt-0">
          <EndpointLinks groups={groups} />
        </div>
      </details>
      <div className="max-lg:hidden">
        <EndpointLinks groups={groups} />
      </div>
    </nav>
  );
}

function EndpointLinks({ groups }: Groups) {
  const t = useTranslations("apiDocs");
  const guide = [
    { id: "examples", title: t("examples") },
    { id: "rate-limits", title: t("rateLimits") },
    { id: "operators", title: t("operators") },
    { id: "common-errors", title: t("commonErrors") },
    { id: "upload-log", title: t("uploadLog") },
  ];
  return (
    <div className="grid gap-4">
      <ul>
        {guide.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`} className="block rounded-md px-2 py-1 hover:bg-muted">
              {title}
            </a>
          </li>
        ))}
      </ul>
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
    </div>
  );
}
