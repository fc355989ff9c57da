import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { DocumentedEndpoint } from "./endpoint-doc";
import { ExampleTabs } from "./example-tabs";
import { GuideSection } from "./guide-section";
import { Code } from "./prose";

type UploadGuideProps = { name: string; openUploadHref: string; examples: DocumentedEndpoint["examples"] };

/** How a log is uploaded from beginning to end, which takes more than one call. */
export function UploadGuide({ name, openUploadHref, examples }: UploadGuideProps) {
  const t = useTranslations("apiDocs");
  const code = (chunks: ReactNode) => <Code>{chunks}</Code>;
  const link = (chunks: ReactNode) => (
    <Link href={openUploadHref} prefetch={false} className="text-link underline">
      {chunks}
    </Link>
  );
  return (
    <GuideSection id="upload-log" title={t("uploadLog")}>
      <p className="max-w-prose text-pretty">{t.rich("uploadLogText", { code, link })}</p>
      <ExampleTabs name={name} examples={examples} />
    </GuideSection>
  );
}
