import type { ReactNode } from "react";

type GuideSectionProps = { id: string; title: string; children: ReactNode };

/** A part of the documentation that holds for every endpoint. Its heading links to itself, to be sent to others. */
export function GuideSection({ id, title, children }: GuideSectionProps) {
  return (
    <section aria-labelledby={id} className="grid min-w-0 gap-2">
      <h2 id={id} className="scroll-mt-4 font-semibold text-base">
        <a href={`#${id}`} className="hover:underline">
          {title}
        </a>
      </h2>
      {children}
    </section>
  );
}
