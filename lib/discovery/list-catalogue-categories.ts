import { type Caller, visibilityOf } from "../domain/access";
import type { AppCategory } from "../domain/discovery-app";
import { shippedCatalogue } from "./catalogue/shipped-catalogue";

/**
 * The categories of the app catalogue, with their names.
 * @throws Failure `forbidden` without `discovery:read`
 */
export async function listCatalogueCategories(caller: Caller): Promise<AppCategory[]> {
  visibilityOf(caller.principal, "discovery");
  return (await shippedCatalogue()).categories;
}
