"use server";

import { changeDataSource } from "@/lib/discovery/change-data-source";
import { createDataSource } from "@/lib/discovery/create-data-source";
import { deleteDataSource } from "@/lib/discovery/delete-data-source";
import { tryCustomParser } from "@/lib/discovery/try-custom-parser";
import { changeDataSourceInput, createDataSourceInput, dataSourceReference } from "@/lib/domain/data-source";
import { tryParserInput } from "@/lib/domain/discovery-parser";
import { memberAction } from "@/lib/web/action";

export const createDataSourceAction = memberAction(createDataSourceInput, async (caller, input) => {
  await createDataSource(caller, input, new Date());
});

export const changeDataSourceAction = memberAction(changeDataSourceInput, (caller, input) =>
  changeDataSource(caller, input, new Date()),
);

export const deleteDataSourceAction = memberAction(dataSourceReference, deleteDataSource);

export const tryParserAction = memberAction(tryParserInput, (caller, input) =>
  tryCustomParser(caller, input, new Date()),
);
