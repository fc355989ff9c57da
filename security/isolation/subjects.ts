import { randomBytes, randomUUID } from "node:crypto";
import type { Random } from "./random";
import type { Side } from "./two-tenants";

/** What inputs are made of, for somebody of one tenant. */
export type Subjects = {
  random: Random;
  /** A text without a form: the caller's own, or one that both tenants use. */
  text(key: string): string;
  /** A text of some form, such as a key: of the caller's tenant, of the other one, of nobody, or another thing entirely. */
  formed(key: string): string;
  numbers: readonly number[];
  /** A key of a place such as "alert.id". */
  keyOf(place: string): string;
};

/** Names that people of both tenants give, so that one is refused as taken in one of them if names leak. */
const sharedNames = ["Nightly export", "Proxy", "Head office", "Downloads at night", "SIEM"];
const plainNumbers = [0, 1, 2, 3, 5, 10, 24, 30, 50, 100, 514, 1_000, 11_627, 15_600, 20_595, 1_000_000, 1_000_001];
const textsByKey: readonly (readonly [RegExp, readonly string[]])[] = [
  [/mail/i, ["amy@shared.example", "bob@shared.example", "cleo@shared.example", "dora@shared.example"]],
  [/domain|host/i, ["example.com", "sales.example.org", "files.example.net"]],
  [/^source$/i, ["SQUID", "ZSCALER"]],
  [/appliance/i, ["Palo Alto", "120", "Zscaler"]],
  [/file_?name/i, ["access.log", "proxy.csv"]],
];
const formedTexts = [
  "192.0.2.0/24",
  "10.0.0.0/8",
  "198.51.100.7",
  "example.com",
  "sales.example.org",
  "UTC",
  "SQUID",
  "#123456",
];

/** @param purpose what the input is for, such as the name of an action: keys of what it names come first */
export function subjectsOf(random: Random, own: Side, other: Side, purpose: string): Subjects {
  const keyOf = (place: string) => {
    const keys = (side: Side) => side.keys.get(place) ?? [];
    const wanted = random.chance(0.6) ? keys(own) : keys(other);
    const some = wanted.length > 0 ? wanted : [...keys(own), ...keys(other)];
    if (some.length === 0) return randomUUID();
    return random.chance(0.1) ? randomTwin(random.of(some)) : random.of(some);
  };
  const places = [...new Set([...own.keys.keys(), ...other.keys.keys()])];
  const meant = places.filter((place) => purpose.toLowerCase().includes(nounOf(place)));
  const uploadUrls = [...own.uploadUrls, ...other.uploadUrls];
  return {
    random,
    keyOf,
    numbers: [...plainNumbers, ...(own.keys.get("discovery_custom_app.id") ?? []).map(Number)],
    text: (key) => {
      const known = textsByKey.find(([name]) => name.test(key))?.[1];
      if (known !== undefined && random.chance(0.9)) return random.of(known);
      if (/url/i.test(key) && uploadUrls.length > 0) return random.of(uploadUrls);
      if (/^(after|before)$/.test(key) && own.cursors.length + other.cursors.length > 0)
        return random.of([...own.cursors, ...other.cursors]);
      return random.chance(0.5) ? random.of(sharedNames) : `${random.of(sharedNames)} ${own.marker}`;
    },
    formed: (key) => {
      if (random.chance(0.1)) return random.of(formedTexts);
      if (meant.length > 0 && random.chance(0.8)) return keyOf(random.of(meant));
      return keyOf(random.of(placesFor(places, key)));
    },
  };
}

/** Such as "siemagent" of "siem_agent.id". */
function nounOf(place: string): string {
  const [table = ""] = place.split(".");
  if (table === "discovery_stream") return "snapshot";
  return table.replace(/^(discovery|api|cloud)_/, "").replaceAll("_", "");
}

/** Where the keys are that a field of this name most likely takes; anywhere when the name does not say. */
function placesFor(places: string[], key: string): string[] {
  const word = key.replace(/(Id|Ids|s)$/, "").toLowerCase();
  const named = word === "" ? [] : places.filter((place) => place.replaceAll("_", "").includes(word));
  return named.length > 0 ? named : places;
}

/** A key of the same form that nobody has. */
export function randomTwin(key: string): string {
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(key)) return randomUUID();
  if (/^[0-9a-f]+$/.test(key))
    return randomBytes(Math.ceil(key.length / 2))
      .toString("hex")
      .slice(0, key.length);
  if (/^\d+$/.test(key)) return String(Number(key) + 777_777);
  return randomBytes(key.length).toString("hex").slice(0, key.length);
}
