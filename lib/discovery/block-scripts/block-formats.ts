import { createHash } from "node:crypto";

/** How one appliance is told to refuse a list of domains. */
export type BlockFormat = {
  /** The API's code; undefined for the plain list, which only the portal offers. */
  code: number | undefined;
  /** As people know the appliance. */
  name: string;
  /** As it stands in the file's name. */
  fileLabel: string;
  /** How a comment line begins; undefined where the appliance would take a comment for a rule. */
  comment: string | undefined;
  /** The lines for sorted, valid, unique domains. */
  render: (domains: readonly string[]) => string[];
};

const LIST_NAME = "CAS-Unsanctioned";

/** All formats; each rule also covers what is below the domain wherever the appliance can say so. */
export const BLOCK_FORMATS: readonly BlockFormat[] = [
  {
    code: 102,
    name: "Blue Coat ProxySG",
    fileLabel: "BlueCoat-ProxySG",
    comment: ";",
    render: (domains) => domains.map((domain) => `url.domain=${domain} deny`),
  },
  { code: 104, name: "Cisco ASA", fileLabel: "Cisco-ASA", comment: "!", render: renderCiscoAsa },
  { code: 108, name: "Fortinet FortiGate", fileLabel: "Fortinet-FortiGate", comment: "#", render: renderFortiGate },
  { code: 112, name: "Palo Alto Networks", fileLabel: "Palo-Alto", comment: "#", render: renderPaloAlto },
  {
    code: 120,
    name: "Zscaler",
    fileLabel: "Zscaler",
    comment: undefined,
    render: (domains) => domains.map((domain) => `.${domain}`),
  },
  { code: 129, name: "Juniper SRX", fileLabel: "Juniper-SRX", comment: "#", render: renderJuniperSrx },
  {
    code: 135,
    name: "Websense",
    fileLabel: "Websense",
    comment: undefined,
    render: (domains) => domains.map((domain) => `dest_host=${domain} action=deny`),
  },
];

/** One domain per line, for appliances without a format of their own. */
export const DOMAIN_LIST: BlockFormat = {
  code: undefined,
  name: "Domain list",
  fileLabel: "Domain-list",
  comment: undefined,
  render: (domains) => [...domains],
};

/** The format with this API code, or undefined. */
export function blockFormatWithCode(code: number): BlockFormat | undefined {
  return BLOCK_FORMATS.find((format) => format.code === code);
}

/**
 * Objects by fully qualified name in a group, and an access list that denies the group; the firewall resolves the names.
 * An object's name is a hash of its domain, so that it stays the same from script to script within ASA's 64 characters.
 */
function renderCiscoAsa(domains: readonly string[]): string[] {
  const objects = domains.map((domain) => ({ domain, name: `CAS-${shortHash(domain)}` }));
  if (objects.length === 0) return [];
  return [
    ...objects.flatMap(({ domain, name }) => [`object network ${name}`, ` fqdn v4 ${domain}`]),
    `object-group network ${LIST_NAME}`,
    ...objects.map(({ name }) => ` network-object object ${name}`),
    `access-list ${LIST_NAME} extended deny ip any object-group ${LIST_NAME}`,
  ];
}

/** FortiOS: an entry of type simple covers the host and every host that ends in it. */
function renderFortiGate(domains: readonly string[]): string[] {
  if (domains.length === 0) return [];
  const entries = domains.flatMap((domain, index) => [
    `            edit ${index + 1}`,
    `                set url "${domain}"`,
    "                set type simple",
    "                set action block",
    "                set status enable",
    "            next",
  ]);
  return [
    "config webfilter urlfilter",
    "    edit 1",
    `        set name "${LIST_NAME}"`,
    "        config entries",
    ...entries,
    "        end",
    "    next",
    "end",
  ];
}

/** PAN-OS: the slash ends the host, without it `app.example.com` would also match `app.example.com.evil.example`. */
function renderPaloAlto(domains: readonly string[]): string[] {
  if (domains.length === 0) return [];
  const category = `set profiles custom-url-category ${LIST_NAME}`;
  return [
    `${category} type "URL List"`,
    ...domains.flatMap((domain) => [`${category} list ${domain}/`, `${category} list *.${domain}/`]),
  ];
}

/** Junos takes wildcards in URL patterns only behind `http://`; the scheme is not part of the match. */
function renderJuniperSrx(domains: readonly string[]): string[] {
  if (domains.length === 0) return [];
  const pattern = `set security utm custom-objects url-pattern ${LIST_NAME} value`;
  return [
    ...domains.flatMap((domain) => [`${pattern} http://${domain}`, `${pattern} http://*.${domain}`]),
    `set security utm custom-objects custom-url-category ${LIST_NAME} value ${LIST_NAME}`,
  ];
}

function shortHash(domain: string): string {
  return createHash("sha256").update(domain).digest("hex").slice(0, 12);
}
