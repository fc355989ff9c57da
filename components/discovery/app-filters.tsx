"use client";

import { useTranslations } from "next-intl";
import { FilterForm } from "@/components/data-table/filter-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type DiscoveredAppView, isNarrowed, ratings, tagChoices } from "@/lib/domain/discovered-app-view";
import { appFilterNames, clearedAppFilters } from "./app-filter-names";

type AppFiltersProps = {
  view: DiscoveredAppView;
  /** The categories to choose from, by id with their names. */
  categories: readonly { id: string; name: string }[];
};

/** Narrows the apps by changing the address. */
export function AppFilters({ view, categories }: AppFiltersProps) {
  const t = useTranslations("discovery.filters");
  const tags = useTranslations("discovery");
  const { search, category, tag, rating, scoreFrom, scoreTo } = view;
  const score = { type: "number", min: 0, max: 10, step: 0.1, inputMode: "decimal" } as const;
  return (
    <FilterForm
      label={t("label")}
      names={appFilterNames}
      viewKey={JSON.stringify([search, category, tag, rating, scoreFrom, scoreTo])}
      cleared={isNarrowed(view) ? clearedAppFilters : null}
    >
      <Field label={t("search")} className="col-span-2">
        {(control) => <Input {...control} type="search" name="search" defaultValue={search} maxLength={256} />}
      </Field>
      <Field label={t("category")}>
        {(control) => (
          <Select {...control} name="category" defaultValue={category ?? ""}>
            <option value="">{t("anyCategory")}</option>
            {categories.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("tag")}>
        {(control) => (
          <Select {...control} name="tag" defaultValue={tag ?? ""}>
            <option value="">{t("anyTag")}</option>
            {tagChoices.map((choice) => (
              <option key={choice} value={choice}>
                {choice === "none" ? tags("noTag") : tags(`tags.${choice}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("rating")}>
        {(control) => (
          <Select {...control} name="rating" defaultValue={rating ?? ""}>
            <option value="">{t("anyRating")}</option>
            {ratings.map((choice) => (
              <option key={choice} value={choice}>
                {t(`ratings.${choice}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("scoreFrom")}>
        {(control) => <Input {...control} {...score} name="scoreFrom" defaultValue={scoreFrom ?? ""} />}
      </Field>
      <Field label={t("scoreTo")}>
        {(control) => <Input {...control} {...score} name="scoreTo" defaultValue={scoreTo ?? ""} />}
      </Field>
    </FilterForm>
  );
}
