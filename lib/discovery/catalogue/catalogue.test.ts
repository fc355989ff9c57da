import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { isHostName } from "../values/host-name";
import { loadCatalogue } from "./load-catalogue";
import { createAppMatcher } from "./match-app";
import { parseApps } from "./parse-catalogue";

const folder = path.join(import.meta.dirname, "..", "..", "..", "catalog");
const catalogue = await loadCatalogue(folder);
/** Categories that say something of an app's absence from all others. */
const NOT_ASSIGNED = new Set(["SAASDB_CATEGORY_ALL", "SAASDB_CATEGORY_UNCLASSIFIED"]);

describe("the shipped catalogue", () => {
  test("has at least 1,000 apps, 600 of them written by hand", () => {
    expect(catalogue.apps.length).toBeGreaterThanOrEqual(1_000);
    expect(catalogue.apps.filter((app) => app.origin === "curated").length).toBeGreaterThanOrEqual(600);
  });

  test("has unique ids, unique curated names and unique domains, all of them host names", () => {
    const domains = catalogue.apps.flatMap((app) => app.domains);
    expect(new Set(domains).size).toBe(domains.length);
    expect(domains.filter((domain) => !isHostName(domain))).toEqual([]);
    expect(new Set(catalogue.apps.map((app) => app.id)).size).toBe(catalogue.apps.length);
    expect(new Set(catalogue.apps.map((app) => app.name.toLowerCase())).size).toBe(catalogue.apps.length);
  });

  test("has only known categories, and five curated apps or more in each", () => {
    const known = new Set(catalogue.categories.map((category) => category.id));
    expect(catalogue.apps.filter((app) => !known.has(app.category))).toEqual([]);
    for (const id of known) {
      if (NOT_ASSIGNED.has(id)) continue;
      const curated = catalogue.apps.filter((app) => app.category === id && app.origin === "curated");
      expect(curated.length, id).toBeGreaterThanOrEqual(5);
    }
  });

  test("has every connector's app under the number that clients know", () => {
    const names = new Map(catalogue.apps.map((app) => [app.id, app.name]));
    const numbers = [
      10489, 10980, 11114, 11161, 11522, 11599, 11627, 11770, 12260, 14509, 15600, 20595, 20892, 20893, 20940, 25275,
      26324, 28375,
    ];
    expect(numbers.filter((id) => !names.has(id))).toEqual([]);
    expect(names.get(11627)).toBe("Dropbox");
  });

  test("carries the licence of what it took from elsewhere, and says so", () => {
    expect(existsSync(path.join(folder, "LICENSE-third-party-web.txt"))).toBe(true);
    expect(existsSync(path.join(folder, "ATTRIBUTION.md"))).toBe(true);
  });

  test("names each category in both languages", () => {
    expect(catalogue.categories).toHaveLength(48);
    expect(catalogue.categories.filter(({ en, zhTw }) => en === "" || zhTw === "")).toEqual([]);
  });

  test("keeps its facts to apps that exist", () => {
    const ids = new Set(catalogue.apps.map((app) => app.id));
    expect([...catalogue.factsByApp.keys()].filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe("matching", () => {
  const matcher = createAppMatcher(catalogue.apps);
  const nameOf = (host: string) => catalogue.apps.find((app) => app.id === matcher.byHost(host))?.name;

  test.each([
    ["www.dropbox.com", "Dropbox"],
    ["dropbox.com", "Dropbox"],
    ["contoso.sharepoint.com", "Microsoft SharePoint Online"],
    ["teams.microsoft.com", "Microsoft Teams"],
    ["www.microsoft.com", "Microsoft online services (other)"],
    ["chatgpt.com", "ChatGPT"],
    ["bucket.s3.eu-west-1.amazonaws.com", "Amazon Web Services"],
    ["mail.google.com", "Gmail"],
    ["www.google.com", "Google Search and other services"],
  ])("%s is %s by its longest domain", (host, name) => {
    expect(nameOf(host)).toBe(name);
  });

  test.each(["notdropbox.com", "dropbox.com.evil.example", "com", "", "example.org"])("%j is no app", (host) => {
    expect(matcher.byHost(host)).toBeUndefined();
  });

  test("a tenant's own app wins over the catalogue, by name, address and block", () => {
    const own = {
      id: 900_001,
      domains: ["files.dropbox.com"],
      addresses: ["203.0.113.80", "198.51.100.0/24", "2001:db8::/32"],
    };
    const ours = createAppMatcher(catalogue.apps, [own]);
    expect(ours.byHost("eu.files.dropbox.com")).toBe(900_001);
    expect(ours.byHost("www.dropbox.com")).toBe(11627);
    expect(ours.byAddress("203.0.113.80")).toBe(900_001);
    expect(ours.byAddress("198.51.100.7")).toBe(900_001);
    expect(ours.byAddress("2001:db8::1")).toBe(900_001);
    expect(ours.byAddress("203.0.113.81")).toBeUndefined();
  });
});

test("a broken line of a table is named", () => {
  const text = "id\tname\tvendor\tcategory\tdomains\n1\tA\tA\tSAASDB_CATEGORY_CRM\ta b.example\n";
  expect(() => parseApps(text)).toThrow(/Line 2/);
});
