import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Role } from "@/lib/domain/access";
import { EmptyState } from "./empty-state";

type NoPermissionProps = {
  /** The reader's own role. */
  role: Role;
  /** The tenant whose full administrators can help. */
  tenantName: string;
  /** 1 on a page without a title of its own. */
  level?: 1 | 2;
};

/** Stands in the place of a page that the reader's role does not open, and says who can. */
export function NoPermission({ role, tenantName, level = 2 }: NoPermissionProps) {
  const t = useTranslations("states");
  const roleName = useTranslations("roles");
  return (
    <EmptyState
      level={level}
      icon={<Lock aria-hidden />}
      title={t("noPermissionTitle")}
      description={t("noPermissionDescription", { role: roleName(role), tenant: tenantName })}
    />
  );
}
