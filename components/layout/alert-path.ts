/**
 * The page of the alert that an address's fragment names: the API gives an alert's URL as `<origin>/#/alerts/<id>`, as
 * published clients expect. Null for any other fragment.
 */
export function alertPathOf(fragment: string): string | null {
  const id = /^#\/alerts\/([0-9a-f]{24})\/?$/i.exec(fragment)?.[1];
  return id === undefined ? null : `/alerts/${id.toLowerCase()}`;
}
