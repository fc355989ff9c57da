import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { logCollectorsPath } from "@/components/log-collectors/log-collector-actions";
import { siemAgentsPath } from "@/components/siem-agents/siem-agent-actions";

const paths = { siemAgents: siemAgentsPath, logCollectors: logCollectorsPath };
type Section = keyof typeof paths;

export type OtherTokenSectionsProps = {
  /** Whether a section is open to the reader. */
  sections: Record<Section, boolean>;
  /** Names of agents that the search meets: their tokens are not listed here. */
  found: Record<Section, string[]>;
};

/** Says where the tokens are that are no API tokens, and names those that were looked for. */
export function OtherTokenSections({ sections, found }: OtherTokenSectionsProps) {
  const t = useTranslations("tokens");
  const format = useFormatter();
  const linkTo = (section: Section) => (words: ReactNode) =>
    sections[section] ? (
      <Link href={paths[section]} className="text-link underline">
        {words}
      </Link>
    ) : (
      words
    );
  return (
    <>
      {(["siemAgents", "logCollectors"] as const).map((section) => {
        const names = found[section];
        if (names.length === 0) return null;
        return (
          <p key={section} role="status" className="text-sm">
            {t.rich(`foundAmong.${section}`, {
              count: names.length,
              names: format.list(names),
              link: linkTo(section),
            })}
          </p>
        );
      })}
      <p className="text-muted-foreground text-xs">
        {t.rich("otherSections", { agents: linkTo("siemAgents"), collectors: linkTo("logCollectors") })}
      </p>
    </>
  );
}
