import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import {
  type AuditStream,
  type AuditStreamTarget,
  auditStreamFormats,
  auditStreamTargets,
} from "@/lib/domain/audit-stream";

type StreamFieldsProps = {
  stream: AuditStream | null;
  target: AuditStreamTarget;
  onTarget: (target: string) => void;
  onSecret: () => void;
  errorOf: (field: string) => string | null;
};

/** A change of the target brings the usual port along, unless another was entered. */
const usualPorts: Record<AuditStreamTarget, string> = { "syslog-tls": "6514", "syslog-tcp": "514", https: "443" };

/** Where to, in which form, and with what the receiver knows the portal. */
export function StreamFields({ stream, target, onTarget, onSecret, errorOf }: StreamFieldsProps) {
  const t = useTranslations("audit.stream");
  const [port, setPort] = useState(stream ? String(stream.port) : usualPorts[target]);
  const isHttps = target === "https";

  function choose(chosen: string) {
    const next = auditStreamTargets.find((known) => known === chosen) ?? target;
    if (port === usualPorts[target]) setPort(usualPorts[next]);
    onTarget(next);
  }

  return (
    <>
      <Field label={t("target")} hint={t(`targetHints.${target}`)} error={errorOf("target")}>
        {(control) => (
          <Select {...control} name="target" value={target} onChange={(event) => choose(event.target.value)}>
            {auditStreamTargets.map((known) => (
              <option key={known} value={known}>
                {t(`targets.${known}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("format")} error={errorOf("format")}>
        {(control) => (
          <Select {...control} name="format" defaultValue={stream?.format ?? "json"}>
            {auditStreamFormats.map((known) => (
              <option key={known} value={known}>
                {t(`formats.${known}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-[1fr_8rem]">
        <Field label={t("host")} error={errorOf("host")}>
          {(control) => (
            <Input {...control} name="host" required spellCheck={false} defaultValue={stream?.host ?? ""} />
          )}
        </Field>
        <Field label={t("port")} error={errorOf("port")}>
          {(control) => (
            <Input
              {...control}
              name="port"
              required
              inputMode="numeric"
              value={port}
              onChange={(event) => setPort(event.target.value)}
            />
          )}
        </Field>
      </div>
      {isHttps && (
        <>
          <Field label={t("path")} hint={t("pathHint")} error={errorOf("path")}>
            {(control) => <Input {...control} name="path" spellCheck={false} defaultValue={stream?.path ?? ""} />}
          </Field>
          <Field
            label={t("authorization")}
            hint={stream?.hasAuthorization ? t("authorizationKept") : t("authorizationHint")}
            error={errorOf("authorization")}
          >
            {(control) => (
              <Input
                {...control}
                name="authorization"
                type="password"
                autoComplete="new-password"
                placeholder={stream?.hasAuthorization ? "••••••••" : undefined}
                onChange={onSecret}
              />
            )}
          </Field>
        </>
      )}
      {target !== "syslog-tcp" && (
        <Field label={t("caPem")} hint={t("caPemHint")} error={errorOf("caPem")}>
          {(control) => (
            <Textarea
              {...control}
              name="caPem"
              rows={3}
              spellCheck={false}
              defaultValue={stream?.caPem ?? ""}
              className="font-mono text-xs"
            />
          )}
        </Field>
      )}
    </>
  );
}
