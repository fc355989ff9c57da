"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { DataSource } from "@/lib/domain/data-source";
import { hasSample } from "@/lib/domain/log-source";
import { dataSourceMenuId } from "./data-source-actions";

type SampleDialogProps = { source: DataSource; onClose: () => void };

/** Lines as the source's logs are expected to look, to read and to download. */
export function SampleDialog({ source, onClose }: SampleDialogProps) {
  const t = useTranslations("discoverySettings.dataSources.sample");
  const failures = useTranslations("failures");
  const isSyslog = source.receiver?.startsWith("syslog") ?? false;
  const path = hasSample(source.logType)
    ? `/settings/log-collectors/data-sources/sample?logType=${source.logType}&syslog=${isSyslog}`
    : null;
  const sample = useText(path);
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        size="lg"
        title={t("title", { name: source.name })}
        description={path === null ? t("none") : t("description")}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.getElementById(dataSourceMenuId(source))?.focus();
        }}
      >
        {path !== null && (
          <div className="grid min-w-0 gap-4">
            {sample.state === "loading" && <Skeleton className="h-64 w-full" />}
            {sample.state === "failed" && <ProblemNotice>{failures("unreachable")}</ProblemNotice>}
            {sample.state === "loaded" && (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
              <pre tabIndex={0} className="max-h-96 overflow-auto rounded-md border bg-muted p-3 font-mono text-xs">
                {sample.text}
              </pre>
            )}
            <DialogFooter>
              <Button asChild>
                <a href={path} download>
                  <Download aria-hidden />
                  {t("download")}
                </a>
              </Button>
            </DialogFooter>
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}

type Loaded = { state: "loading" } | { state: "failed" } | { state: "loaded"; text: string };

/** The text at a path of this portal, as long as the component lives. */
function useText(path: string | null): Loaded {
  const [loaded, setLoaded] = useState<Loaded>({ state: "loading" });
  useEffect(() => {
    if (path === null) return;
    const controller = new AbortController();
    const show = (next: Loaded) => {
      if (!controller.signal.aborted) setLoaded(next);
    };
    fetch(path, { redirect: "error", signal: controller.signal })
      .then(async (answer) => show(answer.ok ? { state: "loaded", text: await answer.text() } : { state: "failed" }))
      .catch(() => show({ state: "failed" }));
    return () => controller.abort();
  }, [path]);
  return loaded;
}
