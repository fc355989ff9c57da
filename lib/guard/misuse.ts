/** A request as every server of Node knows it. */
export type RawRequest = {
  /** Names and values in turn, as they came. */
  rawHeaders: readonly string[];
  url: string;
};

/** Query parameters under which other products take tokens. */
const tokenParameter = /^(access_?token|api_?key|api_?token|auth|authorization|token)$/i;
const tokenShape = /pc[usc]1[0-9A-Za-z]{60}/;

/** Why a request is refused whatever its token is worth; null when nothing speaks against it. */
export function misuseOf(request: RawRequest): string | null {
  if (countAuthorizations(request) > 1) return "more than one Authorization header";
  if (carriesTokenInQuery(request)) return "a token in the query: it is in logs now and should be revoked";
  return null;
}

/** Node keeps only the first of several; a proxy in front may have judged by another. */
function countAuthorizations({ rawHeaders }: RawRequest): number {
  let found = 0;
  for (let index = 0; index < rawHeaders.length; index += 2)
    if (rawHeaders[index]?.toLowerCase() === "authorization") found += 1;
  return found;
}

/** URLs end up in logs, histories and referrers, so a token there is exposed and not taken, even beside a good one. */
function carriesTokenInQuery({ url }: RawRequest): boolean {
  const query = url.indexOf("?");
  if (query < 0) return false;
  const parameters = [...new URLSearchParams(url.slice(query)).entries()];
  return parameters.some(([name, value]) => tokenParameter.test(name) || tokenShape.test(value));
}
