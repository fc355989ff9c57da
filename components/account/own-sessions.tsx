"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { DialogFooter } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useDialogAction } from "@/components/ui/use-dialog-action";
import type { Action } from "@/lib/domain/action-result";
import { SessionList } from "./session-list";
import type { SessionRow } from "./session-row";

export type SessionActions = {
  end: Action<{ sessionId: string }, void>;
  endOthers: Action<undefined, { ended: number }>;
  signOutEverywhere: Action<undefined, void>;
};

/** Where the person is signed in, and how each of it ends. */
export function OwnSessions({ sessions, actions }: { sessions: SessionRow[]; actions: SessionActions }) {
  const t = useTranslations("account.sessions");
  const router = useRouter();
  const one = useDialogAction(actions.end, () => {
    toast.success(t("ended"));
    router.refresh();
  });
  const others = useDialogAction(actions.endOthers, ({ ended }) => {
    toast.success(t("othersEnded", { count: ended }));
    router.refresh();
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <p className="max-w-prose text-pretty text-muted-foreground text-sm">{t("purpose")}</p>
      </CardHeader>
      <CardContent className="grid gap-4">
        <ProblemNotice>{one.problem ?? others.problem}</ProblemNotice>
        <SessionList
          sessions={sessions}
          action={(session, client) =>
            session.isCurrent || (
              <Button
                size="sm"
                aria-label={t("endNamed", { client, ip: session.ip })}
                onClick={() => one.run({ sessionId: session.id })}
              >
                {t("end")}
              </Button>
            )
          }
        />
        <div className="flex flex-wrap gap-2">
          {sessions.length > 1 && (
            <Button pending={others.isPending} onClick={() => others.run(undefined)}>
              {t("endOthers")}
            </Button>
          )}
          <SignOutEverywhere signOut={actions.signOutEverywhere} />
        </div>
      </CardContent>
    </Card>
  );
}

function SignOutEverywhere({ signOut }: { signOut: SessionActions["signOutEverywhere"] }) {
  const t = useTranslations("account.sessions");
  const common = useTranslations("common");
  const [isOpen, setOpen] = useState(false);
  // A full load, so that nothing of the session stays in this page's memory.
  const { run, isPending, problem } = useDialogAction(signOut, () => window.location.assign("/sign-in"));
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t("everywhere")}
      </Button>
      <AlertDialog open={isOpen} onOpenChange={(next) => !isPending && setOpen(next)}>
        <AlertDialogContent title={t("everywhereTitle")} description={t("everywhereDescription")}>
          <ProblemNotice>{problem}</ProblemNotice>
          <DialogFooter>
            <AlertDialogCancel asChild>
              <Button>{common("cancel")}</Button>
            </AlertDialogCancel>
            <Button variant="destructive" pending={isPending} onClick={() => run(undefined)}>
              {t("everywhere")}
            </Button>
          </DialogFooter>
        </AlertDialogContent>
      </AlertDialog>
    </>
  );
}
