"use client";

import { Download, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { CodeTabs } from "@/components/ui/code-tabs";
import { CopyField } from "@/components/ui/copy-field";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";
import { LiveRegion } from "@/components/ui/live-region";
import { localhostDetour } from "@/lib/domain/localhost-detour";
import { downloadText } from "./download-text";
import { FirstCallLine } from "./first-call-line";
import type { GeneratedToken, TenantAddress } from "./generated-token";
import { curlSnippet, envFileName, envSnippet, jsonSnippet } from "./token-snippets";

type TokenResultProps = {
  token: GeneratedToken;
  tenant: TenantAddress;
  /** The token was copied or downloaded, in whatever form. */
  onSaved: () => void;
};

/** Second step: the token, this once, with everything that a program needs to make its first call. */
export function TokenResult({ token, tenant, onSaved }: TokenResultProps) {
  const t = useTranslations("tokens");
  const [downloaded, setDownloaded] = useState("");
  const secrets = useRef<HTMLDivElement>(null);
  useEffect(() => secrets.current?.querySelector("textarea")?.focus(), []);

  function download() {
    const file = envFileName(tenant.slug, token.name);
    downloadText(file, `${envSnippet(tenant, token)}\n`);
    setDownloaded(file);
    onSaved();
  }

  return (
    <div className="grid gap-4">
      <p className="flex items-start gap-2 rounded-md bg-warning-subtle p-3 text-warning">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        {t("result.once")}
      </p>
      <div ref={secrets} onCopy={onSaved}>
        <CopyField
          label={t("result.token")}
          value={token.secret}
          copyLabel={t("result.copyToken")}
          copiedMessage={t("result.tokenCopied")}
          onCopied={onSaved}
          emphasized
        />
      </div>
      <CopyField label={t("tenantUrl")} value={tenant.origin} copyLabel={t("copyUrl")} copiedMessage={t("urlCopied")} />
      <div className="min-w-0" onCopy={onSaved}>
        <Snippets token={token} tenant={tenant} onSaved={onSaved} />
      </div>
      <FirstCallLine publicId={token.publicId} />
      <DialogFooter className="mt-1">
        <Button onClick={download}>
          <Download aria-hidden />
          {t("result.download")}
        </Button>
        <LiveRegion>{downloaded && t("result.downloaded", { file: downloaded })}</LiveRegion>
        <DialogClose asChild>
          <Button variant="primary">{t("result.done")}</Button>
        </DialogClose>
      </DialogFooter>
    </div>
  );
}

function Snippets({ token, tenant, onSaved }: TokenResultProps) {
  const t = useTranslations("tokens.result");
  const detour = localhostDetour(tenant.origin);
  return (
    <>
      <CodeTabs
        label={t("snippets")}
        items={[
          {
            id: "curl",
            tab: t("curl"),
            label: t("curl"),
            code: curlSnippet(tenant, token),
            copyLabel: t("copyCurl"),
            copiedMessage: t("curlCopied"),
            onCopied: onSaved,
          },
          {
            id: "env",
            tab: t("env"),
            label: t("env"),
            code: envSnippet(tenant, token),
            copyLabel: t("copyEnv"),
            copiedMessage: t("envCopied"),
            onCopied: onSaved,
          },
          {
            id: "json",
            tab: t("json"),
            label: t("json"),
            code: jsonSnippet(tenant, token),
            copyLabel: t("copyJson"),
            copiedMessage: t("jsonCopied"),
            onCopied: onSaved,
          },
        ]}
      />
      {detour && <p className="mt-2 text-muted-foreground text-xs">{t("localHost", detour)}</p>}
    </>
  );
}
