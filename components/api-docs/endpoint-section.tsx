import Link from "next/link";
import { useTranslations } from "next-intl";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import type { DocumentedEndpoint } from "./endpoint-doc";
import { ExampleTabs } from "./example-tabs";
import { FieldTable } from "./field-table";
import { FilterTable } from "./filter-table";
import { Code, DocPart } from "./prose";
import { TryConsole } from "./try-console";

/** All that is promised about one endpoint. */
export function EndpointSection({ endpoint }: { endpoint: DocumentedEndpoint }) {
  const t = useTranslations("apiDocs");
  const { name, title, summary, methods, path, aliases, access } = endpoint;
  const copy = { copyLabel: t("copy"), copiedMessage: t("copied") };
  return (
    <Card id={name} aria-labelledby={`${name}-title`} className="scroll-mt-4">
      <CardHeader>
        <h2 id={`${name}-title`} lang="en" className="font-semibold text-base">
          <a href={`#${name}`} className="hover:underline">
            {title}
          </a>
        </h2>
        <p className="wrap-anywhere font-mono text-sm">
          <span className="font-semibold text-link">{methods.join(" · ")}</span> {path}
        </p>
        <p lang="en" className="max-w-prose text-pretty text-muted-foreground">
          {summary}
        </p>
      </CardHeader>
      <CardContent className="grid min-w-0 gap-5">
        <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[max-content_1fr]">
          <dt className="text-muted-foreground">{t("permission")}</dt>
          <dd>{access === "public" || access === "any-token" ? t(`access.${access}`) : <Code>{access}</Code>}</dd>
          {aliases.length > 0 && (
            <>
              <dt className="text-muted-foreground">{t("alsoAt")}</dt>
              <dd>
                <Code>{aliases.join(", ")}</Code>
              </dd>
            </>
          )}
        </dl>
        <RequestParts endpoint={endpoint} />
        <DocPart title={t("exampleRequest")}>
          <ExampleTabs name={name} examples={endpoint.examples} />
          <TryConsole title={title} trial={endpoint.trial} />
        </DocPart>
        <DocPart title={t("exampleAnswer")}>
          <CodeBlock
            label={t("exampleAnswer")}
            code={endpoint.response}
            className="max-h-96 overflow-y-auto"
            {...copy}
          />
        </DocPart>
        <AnswerParts endpoint={endpoint} />
      </CardContent>
    </Card>
  );
}

function RequestParts({ endpoint }: { endpoint: DocumentedEndpoint }) {
  const t = useTranslations("apiDocs");
  const { parameters, fields, filters, filtersAs, sortFields, scannable } = endpoint;
  return (
    <>
      {parameters.length > 0 && (
        <DocPart title={t("parameters")}>
          <FieldTable label={t("parameters")} rows={parameters} />
        </DocPart>
      )}
      {sortFields.length > 0 && (
        <DocPart title={t("listFields")}>
          <p className="max-w-prose text-pretty">
            {t.rich("listFieldsText", {
              code: (chunks) => <Code>{chunks}</Code>,
              sorts: sortFields.join(", "),
            })}{" "}
            {scannable && t.rich("scanText", { code: (chunks) => <Code>{chunks}</Code> })}
          </p>
        </DocPart>
      )}
      {filters.length > 0 && (
        <DocPart title={t("filters")}>
          <FilterTable label={t("filters")} rows={filters} />
        </DocPart>
      )}
      {filtersAs !== null && (
        <DocPart title={t("filters")}>
          <p>
            {t.rich("filtersAs", {
              link: (chunks) => (
                <Link href={filtersAs.href} prefetch={false} className="text-link underline">
                  {chunks}
                </Link>
              ),
              title: filtersAs.title,
            })}
          </p>
        </DocPart>
      )}
      {fields.length > 0 && (
        <DocPart title={t("fields")}>
          <FieldTable label={t("fields")} rows={fields} />
        </DocPart>
      )}
    </>
  );
}

function AnswerParts({ endpoint }: { endpoint: DocumentedEndpoint }) {
  const t = useTranslations("apiDocs");
  const { answerFields, answerAs, errors, sharedErrors } = endpoint;
  return (
    <>
      {answerFields.length > 0 && (
        <DocPart title={t("answerFields")}>
          <FieldTable label={t("answerFields")} rows={answerFields} />
        </DocPart>
      )}
      {answerAs !== null && (
        <DocPart title={t("answerFields")}>
          <p>
            {t.rich("answerAs", {
              link: (chunks) => (
                <Link href={answerAs.href} prefetch={false} className="text-link underline">
                  {chunks}
                </Link>
              ),
              title: answerAs.title,
            })}
          </p>
        </DocPart>
      )}
      {errors.length + sharedErrors.length > 0 && (
        <DocPart title={t("errors")}>
          <ul className="grid gap-1">
            {errors.map(({ status, when }) => (
              <li key={`${status} ${when}`} lang="en">
                <Code>{status}</Code> {when}
              </li>
            ))}
            {sharedErrors.length > 0 && (
              <li>
                {t.rich("sharedErrors", {
                  code: (chunks) => <Code>{chunks}</Code>,
                  link: (chunks) => (
                    <Link href="/help/api#common-errors" prefetch={false} className="text-link underline">
                      {chunks}
                    </Link>
                  ),
                  statuses: sharedErrors.join(", "),
                })}
              </li>
            )}
          </ul>
        </DocPart>
      )}
    </>
  );
}
