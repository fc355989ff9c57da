"use client";

import { CodeBlock, type CodeBlockProps } from "./code-block";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "./tabs";

type CodeTabsProps = {
  /** Names the row of tabs. */
  label: string;
  items: (CodeBlockProps & { id: string; tab: string })[];
};

/** The same thing in several notations, one tab each. */
export function CodeTabs({ label, items }: CodeTabsProps) {
  return (
    <Tabs defaultValue={items[0]?.id ?? ""}>
      <TabsList aria-label={label}>
        {items.map((item) => (
          <TabsTrigger key={item.id} value={item.id}>
            {item.tab}
          </TabsTrigger>
        ))}
      </TabsList>
      {items.map(({ id, tab: _, ...block }) => (
        <TabsContent key={id} value={id}>
          <CodeBlock {...block} />
        </TabsContent>
      ))}
    </Tabs>
  );
}
