import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CodeBlock } from "@/components/ui/code-block";
import { GuideSection } from "./guide-section";
import { Code } from "./prose";

/** Keeps the token off the screen and out of the shell's history. */
const shellLines = ["read -rs PORTCULLIS_TOKEN && export PORTCULLIS_TOKEN", "python3 call.py", "node call.mjs"];

/**
 * How the examples of all endpoints are run.
 * @param detour where programs reach this host when only browsers look its name up, or null
 */
export function ExampleGuide({ detour }: { detour: { address: string; host: string } | null }) {
  const t = useTranslations("apiDocs");
  const code = (chunks: ReactNode) => <Code>{chunks}</Code>;
  return (
    <GuideSection id="examples" title={t("examples")}>
      <p className="max-w-prose text-pretty">{t.rich("examplesText", { code })}</p>
      <CodeBlock label={t("examples")} code={shellLines.join("\n")} copyLabel={t("copy")} copiedMessage={t("copied")} />
      {detour && <p className="max-w-prose text-pretty">{t.rich("examplesLocalhost", { code, ...detour })}</p>}
    </GuideSection>
  );
}
