"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { syslogProtocols } from "@/lib/domain/siem-feed";
import type { StepFieldsProps } from "./siem-agent-form";

/** Ports that receivers usually have: a change of the protocol brings the usual port along, unless another was chosen. */
const usualPorts = { udp: 514, tcp: 514, tls: 6514 } as const;

/** Where the agent's lines go, as seen from the machine on which the agent will run. */
export function ReceiverFields({ values, change, errorOf }: StepFieldsProps) {
  const t = useTranslations("siemAgents.fields");
  return (
    <>
      <p className="text-muted-foreground text-sm">{t("receiverPurpose")}</p>
      <Field label={t("host")} hint={t("hostHint")} error={errorOf("host")}>
        {(control) => (
          <Input
            {...control}
            name="host"
            required
            value={values.host}
            spellCheck={false}
            onChange={(event) => change({ host: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("protocol")} hint={t(`protocolHints.${values.protocol}`)} error={errorOf("protocol")}>
        {(control) => (
          <Select
            {...control}
            name="protocol"
            value={values.protocol}
            onChange={({ target }) => {
              const protocol = syslogProtocols.find((known) => known === target.value);
              if (!protocol) return;
              const isUsual = Number(values.port) === usualPorts[values.protocol];
              change({ protocol, ...(isUsual ? { port: usualPorts[protocol] } : {}) });
            }}
          >
            {syslogProtocols.map((protocol) => (
              <option key={protocol} value={protocol}>
                {protocol.toUpperCase()}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("port")} error={errorOf("port")}>
        {(control) => (
          <Input
            {...control}
            name="port"
            required
            inputMode="numeric"
            value={String(values.port)}
            onChange={(event) => change({ port: event.target.value })}
          />
        )}
      </Field>
      {values.protocol === "tls" && (
        <Field label={t("caPem")} hint={t("caPemHint")} error={errorOf("caPem")}>
          {(control) => (
            <Textarea
              {...control}
              name="caPem"
              rows={5}
              value={values.caPem ?? ""}
              spellCheck={false}
              className="font-mono text-xs"
              onChange={(event) => change({ caPem: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
