import type { RefusedDomain } from "../../domain/block-script";
import type { BlockFormat } from "./block-formats";
import { blockableDomains } from "./blockable-domains";

export type BlockScriptRequest = {
  format: BlockFormat;
  /** Domains of the unsanctioned (or sanctioned) apps, as stored. */
  domains: readonly string[];
  /** Hosts that must stay reachable: the portal's own, its identity provider's, and the shipped list. */
  protectedHosts: readonly string[];
  now: Date;
  /** With time and count in front, where the appliance has comments; the API sends rules alone. */
  hasHeader?: boolean;
};

export type BlockScript = {
  /** `2026-03-02_CAS_Cisco-ASA_block_script.txt`. */
  fileName: string;
  /** UTF-8 text of LF lines, with one at the end; empty when there is nothing to block. */
  text: string;
  /** How many domains are in it. */
  count: number;
  /** Domains that were left out, and why; to be shown, never dropped in silence. */
  refused: RefusedDomain[];
};

/**
 * The script that makes an appliance refuse domains. Only host names that were checked reach it, sorted and once each, so
 * that no stored text can become a command; protected hosts are left out.
 */
export function renderBlockScript(request: BlockScriptRequest): BlockScript {
  const { format, now } = request;
  const { domains, refused } = blockableDomains(request.domains, request.protectedHosts);
  const rules = format.render(domains);
  const instant = now.toISOString();
  const header =
    request.hasHeader && format.comment !== undefined
      ? [`${format.comment} ${format.name} block script, ${instant.slice(0, 19)}Z, ${domains.length} domains`]
      : [];
  const lines = [...header, ...rules];
  return {
    fileName: `${instant.slice(0, 10)}_CAS_${format.fileLabel}_block_script.txt`,
    text: lines.length === 0 ? "" : `${lines.join("\n")}\n`,
    count: domains.length,
    refused,
  };
}
