import { hrefWith } from "@/components/data-table/href-with";
import type { ListTokensInput, TokenCounts } from "@/lib/domain/api-token";
import type { Page } from "@/lib/domain/page";
import type { ListedToken } from "./listed-token";
import { OtherTokenSections, type OtherTokenSectionsProps } from "./other-token-sections";
import { RefreshOnReturn } from "./refresh-on-return";
import type { RevocationActions } from "./revoke-token-dialog";
import { tokensPath } from "./token-paths";
import { TokenStatusCards } from "./token-status-cards";
import { NoTokenMatches, NoTokensYet } from "./tokens-empty";
import { tokensQuery } from "./tokens-query";
import { TokensTable } from "./tokens-table";
import { TokensToolbar } from "./tokens-toolbar";

type TokensViewProps = {
  page: Page<ListedToken>;
  counts: TokenCounts;
  /** What the page was asked for, as the server understood it. */
  query: ListTokensInput;
  isFullAdministrator: boolean;
  revocation: RevocationActions;
  /** Where the tokens of agents are, and which of them the search meets. */
  sections: OtherTokenSectionsProps["sections"];
  found: OtherTokenSectionsProps["found"];
};

/** Counts, filters and the table: the part of the page that the address decides. */
export function TokensView(props: TokensViewProps) {
  const { page, counts, query, isFullAdministrator, revocation, sections, found } = props;
  const showsRevoked = isFullAdministrator && query.status === "revoked";
  const filtered = query.search !== "" || query.status !== null;
  const none = counts.generated + counts.active + counts.inactive === 0;
  const address = tokensQuery(query);
  const unfiltered = hrefWith(tokensPath, address, { status: null, search: null });
  return (
    <>
      <RefreshOnReturn />
      <TokenStatusCards counts={counts} pressed={query.status} query={address} />
      <TokensToolbar isFullAdministrator={isFullAdministrator} showsRevoked={showsRevoked} query={address} />
      <TokensTable
        page={page}
        sort={{ field: query.sort, direction: query.direction }}
        withOwner={isFullAdministrator}
        revoked={showsRevoked}
        revocation={revocation}
        empty={none && !filtered ? <NoTokensYet /> : <NoTokenMatches href={unfiltered} />}
      />
      <OtherTokenSections sections={sections} found={found} />
    </>
  );
}
