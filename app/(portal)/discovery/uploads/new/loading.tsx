import { useTranslations } from "next-intl";
import { PageHeader } from "@/components/layout/page-header";
import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the form while it is on its way. */
export default function NewUploadLoading() {
  const t = useTranslations("uploads");
  return (
    <>
      <PageHeader level={2} title={t("uploadTitle")} description={t("uploadPurpose")} />
      <div className="grid max-w-160 gap-5">
        <Skeleton className="h-14 w-full" />
        <Skeleton className="h-36 w-full" />
        <Skeleton className="h-24 w-full" />
        <Skeleton className="h-14 w-full" />
      </div>
    </>
  );
}
