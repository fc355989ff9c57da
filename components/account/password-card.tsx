"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import type { Action } from "@/lib/domain/action-result";
import { ChangePasswordForm } from "./change-password-form";

export type ChangePassword = Action<{ current: string; password: string }, { code: string }>;

type PasswordCardProps = { email: string; hasPassword: boolean; change: ChangePassword };

/** The person's password, where they have one. */
export function PasswordCard({ email, hasPassword, change }: PasswordCardProps) {
  const t = useTranslations("account.password");
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <p className="max-w-prose text-pretty text-muted-foreground text-sm">{t(hasPassword ? "hint" : "none")}</p>
      </CardHeader>
      {hasPassword && (
        <CardContent>
          <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
            {t("change")}
          </Button>
          <Dialog open={isOpen} onOpenChange={setOpen}>
            <DialogContent title={t("change")} description={t("hint")}>
              <ChangePasswordForm
                email={email}
                change={change}
                onDone={() => {
                  setOpen(false);
                  toast.success(t("done"));
                  router.refresh();
                }}
              />
            </DialogContent>
          </Dialog>
        </CardContent>
      )}
    </Card>
  );
}
