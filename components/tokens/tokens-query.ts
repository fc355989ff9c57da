import type { ListTokensInput } from "@/lib/domain/api-token";

/** The query of a view's address without what is the default, so that the same view always has the same address. */
export function tokensQuery({ status, search, sort, direction }: ListTokensInput): string {
  const query = new URLSearchParams();
  if (status !== null) query.set("status", status);
  if (search !== "") query.set("search", search);
  if (sort !== "generated" || direction !== "desc") {
    query.set("sort", sort);
    query.set("direction", direction);
  }
  return query.toString();
}
