import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ProductMark } from "@/components/layout/product-mark";

/** What a visitor sees: the product's mark above one card, in the middle of the page. */
export default function VisitorLayout({ children }: { children: ReactNode }) {
  const t = useTranslations("common");
  return (
    <div className="grid min-h-dvh place-items-center bg-background px-3 py-8">
      <div className="grid w-full max-w-96 gap-5">
        <header className="flex items-center justify-center gap-2 font-semibold text-foreground text-xl">
          <ProductMark className="size-6 text-link" />
          {t("portcullis")}
        </header>
        <main>{children}</main>
      </div>
    </div>
  );
}
