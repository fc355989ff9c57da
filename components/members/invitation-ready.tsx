"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";
import type { InvitationLink } from "./member-actions";

/** The body of a dialog that shows an invitation link, the only time that it is shown. */
export function InvitationReady({ link }: { link: InvitationLink }) {
  const t = useTranslations("members.invite");
  const common = useTranslations("common");
  const format = useFormatter();
  return (
    <div className="grid gap-4">
      <p className="text-sm">
        {t("readyDescription", { name: link.memberName, until: format.dateTime(link.expiresAt, "exact") })}
      </p>
      <CopyField label={t("link")} value={link.url} copyLabel={t("copy")} copiedMessage={t("copied")} emphasized />
      <DialogFooter>
        <DialogClose asChild>
          <Button>{common("done")}</Button>
        </DialogClose>
      </DialogFooter>
    </div>
  );
}
