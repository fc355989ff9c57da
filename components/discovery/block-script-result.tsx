import { CircleSlash, Download } from "lucide-react";
import { useTranslations } from "next-intl";
import type { GeneratedScript } from "@/lib/domain/block-script";

const previewLines = 12;
const refusedShown = 20;

/** What was generated: how much it blocks, how it begins, and what it leaves out and why. */
export function BlockScriptResult({ script }: { script: GeneratedScript }) {
  const t = useTranslations("discovery.blockScript");
  const { text, fileName, apps, domains, refused } = script;
  const lines = text.trimEnd().split("\n");
  return (
    <div className="grid gap-3">
      <p className="flex items-start gap-2">
        {text === "" ? (
          <CircleSlash aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
        ) : (
          <Download aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
        )}
        <span className="min-w-0 wrap-anywhere">
          {text === "" ? t("nothing") : t("saved", { fileName })} {t("counts", { apps, domains })}
        </span>
      </p>
      {text !== "" && (
        <figure className="grid gap-1.5">
          <figcaption className="text-muted-foreground text-xs">
            {lines.length > previewLines
              ? t("previewOf", { shown: previewLines, lines: lines.length })
              : t("preview", { lines: lines.length })}
          </figcaption>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
          <pre tabIndex={0} className="max-h-56 overflow-auto rounded-md border bg-muted p-3 font-mono text-xs">
            {lines.slice(0, previewLines).join("\n")}
          </pre>
        </figure>
      )}
      {refused.length > 0 && <Refused refused={refused} />}
    </div>
  );
}

function Refused({ refused }: Pick<GeneratedScript, "refused">) {
  const t = useTranslations("discovery.blockScript");
  return (
    <div className="grid gap-1.5">
      <h3 className="font-medium text-sm">{t("refused", { count: refused.length })}</h3>
      <ul className="grid gap-1 text-muted-foreground text-sm">
        {refused.slice(0, refusedShown).map(({ domain, reason, appName }) => (
          <li key={domain} className="wrap-anywhere">
            {t("refusedDomain", { domain, app: appName, reason: t(`reasons.${reason}`) })}
          </li>
        ))}
        {refused.length > refusedShown && <li>{t("more", { count: refused.length - refusedShown })}</li>}
      </ul>
    </div>
  );
}
