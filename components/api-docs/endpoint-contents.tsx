import Link from "next/link";
import { useTranslations } from "next-intl";
import type { EndpointGroup } from "./endpoint-doc";

const linkStyle = "block rounded-md px-2 py-1 hover:bg-muted";

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
            <Link href={`/help/api#${id}`} prefetch={false} className={linkStyle}>
              {title}
            </Link>
          </li>
        ))}
      </ul>
      {groups.map(({ group, href, endpoints }) => (
        <div key={group} className="grid gap-1">
          <Link
            href={href}
            prefetch={false}
            lang="en"
            className="rounded-md px-2 py-1 font-medium text-muted-foreground text-xs hover:bg-muted"
          >
            {group}
          </Link>
          <ul>
            {endpoints.map(({ name, title, href: endpointHref }) => (
              <li key={name}>
                <Link href={endpointHref} prefetch={false} lang="en" className={linkStyle}>
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
