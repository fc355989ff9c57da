import { Ban, CircleCheck, Mail } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { MemberStatus } from "@/lib/domain/member";

export function MemberStatusBadge({ status }: { status: MemberStatus }) {
  const t = useTranslations("members.statuses");
  switch (status) {
    case "invited":
      return (
        <Badge tone="info" icon={<Mail aria-hidden />}>
          {t("invited")}
        </Badge>
      );
    case "active":
      return (
        <Badge tone="success" icon={<CircleCheck aria-hidden />}>
          {t("active")}
        </Badge>
      );
    case "deactivated":
      return (
        <Badge tone="neutral" icon={<Ban aria-hidden />}>
          {t("deactivated")}
        </Badge>
      );
  }
}
