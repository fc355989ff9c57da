"use client";

import { useTranslations } from "next-intl";
import { CodeBlock } from "@/components/ui/code-block";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { DocumentedEndpoint } from "./endpoint-doc";

const languages = [
  { id: "curl", language: "curl" },
  { id: "python", language: "Python" },
  { id: "node", language: "Node.js" },
] as const;

/** One call in each language. All of them are in the page, so that a search in it and a program that reads it find them. */
export function ExampleTabs({ name, examples }: Pick<DocumentedEndpoint, "name" | "examples">) {
  const t = useTranslations("apiDocs");
  return (
    <Tabs defaultValue="curl">
      <TabsList aria-label={t("exampleRequest")}>
        {languages.map(({ id, language }) => (
          <TabsTrigger key={id} value={id}>
            {language}
          </TabsTrigger>
        ))}
      </TabsList>
      {languages.map(({ id, language }) => (
        <TabsContent
          key={id}
          value={id}
          forceMount
          data-example={`${name}-${id}`}
          className="data-[state=inactive]:hidden"
        >
          <CodeBlock
            label={t("exampleIn", { language })}
            code={examples[id]}
            copyLabel={t("copy")}
            copiedMessage={t("copied")}
          />
        </TabsContent>
      ))}
    </Tabs>
  );
}
