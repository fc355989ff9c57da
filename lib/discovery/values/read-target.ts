import { isIP } from "node:net";

/** Where a request went, as far as its URL tells. */
export type Target = {
  host: string | undefined;
  ip: string | undefined;
  port: number | undefined;
  /** Without user name, password, query and fragment. */
  url: string | undefined;
};

const NOTHING: Target = { host: undefined, ip: undefined, port: undefined, url: undefined };
const HOST = /^[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?$/;
const URL_LENGTH_MAXIMUM = 2_048;
const HASH = 35;
const SLASH = 47;
const QUESTION_MARK = 63;

/**
 * Reads `https://user@host:port/path?query`, `host:port` (CONNECT), `host/path` (no scheme) or a bare host. Not `new URL`:
 * logs hold URLs that it refuses, and it is ten times slower.
 */
export function readTarget(text: string): Target {
  const schemeEnd = text.indexOf("://");
  const scheme = schemeEnd > 0 && schemeEnd <= 12 ? text.slice(0, schemeEnd).toLowerCase() : undefined;
  const start = schemeEnd >= 0 && schemeEnd <= 12 ? schemeEnd + 3 : 0;
  const pathStart = authorityEnd(text, start);
  const authority = text.slice(start, pathStart);
  const at = authority.lastIndexOf("@");
  const { name, port } = splitPort(at < 0 ? authority : authority.slice(at + 1));
  const address = readHost(name);
  if (!address) return NOTHING;
  const path = text.charCodeAt(pathStart) === SLASH ? text.slice(pathStart, pathEnd(text, pathStart)) : "";
  const origin = `${scheme === undefined ? "" : `${scheme}://`}${name.toLowerCase()}${port === undefined ? "" : `:${port}`}`;
  return { ...address, port: port ?? schemePort(scheme), url: `${origin}${path}`.slice(0, URL_LENGTH_MAXIMUM) };
}

/**
 * A host or an address: lower case, without brackets and trailing dot. Undefined for empty, `-` and what is neither.
 */
export function readHost(text: string): { host: string | undefined; ip: string | undefined } | undefined {
  const bare = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
  const name = (bare.endsWith(".") ? bare.slice(0, -1) : bare).toLowerCase();
  if (isIP(name) !== 0) return { host: undefined, ip: name };
  return HOST.test(name) && !name.includes("..") ? { host: name, ip: undefined } : undefined;
}

/** Splits `host:port` and `[v6]:port`; a bare IPv6 address has no port. */
export function splitPort(text: string): { name: string; port: number | undefined } {
  const colon = text.lastIndexOf(":");
  if (colon < 0 || text.endsWith("]")) return { name: text, port: undefined };
  if (text.indexOf(":") !== colon && text.charCodeAt(0) !== 91) return { name: text, port: undefined };
  return { name: text.slice(0, colon), port: readPort(text.slice(colon + 1)) };
}

/** 1 to 65535, or undefined. */
export function readPort(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : undefined;
}

function schemePort(scheme: string | undefined): number | undefined {
  if (scheme === "https") return 443;
  return scheme === "http" ? 80 : undefined;
}

function authorityEnd(text: string, from: number): number {
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === SLASH || code === QUESTION_MARK || code === HASH) return index;
  }
  return text.length;
}

function pathEnd(text: string, from: number): number {
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUESTION_MARK || code === HASH) return index;
  }
  return text.length;
}
