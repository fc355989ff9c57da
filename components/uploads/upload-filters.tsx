"use client";

import { useTranslations } from "next-intl";
import { FilterForm } from "@/components/data-table/filter-form";
import type { HrefChanges } from "@/components/data-table/href-with";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { uploadStates } from "@/lib/domain/discovery-upload";
import { isNarrowedUploads, type UploadView } from "@/lib/domain/discovery-upload-view";
import { byVendor, type SourceChoice } from "./source-choice";

const names = ["file", "state", "source"] as const;

/** The change of address that shows every upload again. */
export const clearedUploadFilters: HrefChanges = { file: null, state: null, source: null, report: null };

/** Narrows the uploads by changing the address. */
export function UploadFilters({ view, sources }: { view: UploadView; sources: readonly SourceChoice[] }) {
  const t = useTranslations("uploads.filters");
  const states = useTranslations("uploads.states");
  const form = useTranslations("uploads.form");
  const { file, state, source, report } = view;
  return (
    <FilterForm
      label={t("label")}
      names={names}
      viewKey={JSON.stringify([file, state, source, report])}
      cleared={isNarrowedUploads(view) ? clearedUploadFilters : null}
    >
      <Field label={t("file")} className="col-span-2">
        {(control) => <Input {...control} type="search" name="file" defaultValue={file} maxLength={256} />}
      </Field>
      <Field label={t("state")}>
        {(control) => (
          <Select {...control} name="state" defaultValue={state ?? ""}>
            <option value="">{t("anyState")}</option>
            {uploadStates.map((name) => (
              <option key={name} value={name}>
                {states(name)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("source")}>
        {(control) => (
          <Select {...control} name="source" defaultValue={source ?? ""}>
            <option value="">{t("anySource")}</option>
            {byVendor(sources).map(({ vendor, sources: ofVendor }) => (
              <optgroup key={vendor} label={vendor}>
                {ofVendor.map(({ id, name, isSyslog }) => (
                  <option key={id} value={id}>
                    {isSyslog ? form("syslog", { name }) : name}
                  </option>
                ))}
              </optgroup>
            ))}
          </Select>
        )}
      </Field>
    </FilterForm>
  );
}
