import { shippedCatalogue } from "./catalogue/shipped-catalogue";

/** The names of the catalogue's categories by id, in Traditional Chinese or else in English. */
export async function categoryNames(locale: string): Promise<Record<string, string>> {
  const { categories } = await shippedCatalogue();
  return Object.fromEntries(categories.map(({ id, en, zhTw }) => [id, locale === "zh-TW" ? zhTw : en]));
}
