import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { EndpointContents } from "@/components/api-docs/endpoint-contents";
import { TryTokenKeeper } from "@/components/api-docs/try-token";
import { ProductMark } from "@/components/layout/product-mark";
import { documentationContents } from "@/lib/api-contract/docs";

/** The frame of the API's documentation: its contents beside each page, and one pasted token for all of them. */
export default async function ApiDocumentationLayout({ children }: { children: ReactNode }) {
  const common = await getTranslations("common");
  return (
    <div className="mx-auto grid max-w-6xl gap-6 px-4 py-6">
      <header>
        <Link href="/" className="flex w-fit items-center gap-2 rounded-md font-semibold">
          <ProductMark className="size-5 text-link" />
          {common("portcullis")}
        </Link>
      </header>
      <div className="grid gap-8 lg:grid-cols-[13rem_minmax(0,1fr)]">
        <EndpointContents groups={documentationContents()} />
        <main className="grid min-w-0 content-start gap-8">
          <TryTokenKeeper>{children}</TryTokenKeeper>
        </main>
      </div>
    </div>
  );
}
