import { describe, expect, test } from "vitest";
import type { DiscoveredApp } from "./discovered-app";
import { compareApps, type DiscoveredAppView, discoveredAppView, isInView, isNarrowed } from "./discovered-app-view";

function app(input: Partial<DiscoveredApp>): DiscoveredApp {
  return {
    appId: 1,
    name: "Dropbox",
    category: "SAASDB_CATEGORY_CLOUD_STORAGE",
    score: null,
    knownFactors: 0,
    tags: [],
    totalBytes: null,
    uploadedBytes: null,
    downloadedBytes: null,
    transactions: 1,
    blockedTransactions: 0,
    users: 1,
    ipAddresses: 1,
    lastSeenAt: new Date("2026-03-02T09:15:07Z"),
    ...input,
  };
}

function view(parameters: Record<string, unknown> = {}): DiscoveredAppView {
  return discoveredAppView.parse(parameters);
}

describe("the address of the apps", () => {
  test("shows all apps by traffic where it says nothing, and where it cannot be read", () => {
    const bare = view();
    expect(isNarrowed(bare)).toBe(false);
    expect(bare).toMatchObject({ sort: "traffic", direction: "desc" });
    const wild = { tag: "x", rating: "", scoreFrom: "11", scoreTo: "-1", category: "a;b", sort: "id", after: "1e3" };
    expect(view(wild)).toEqual(bare);
  });

  test("takes scores with one decimal, up to ten", () => {
    expect(view({ scoreFrom: "0", scoreTo: "3.9" })).toMatchObject({ scoreFrom: 0, scoreTo: 3.9 });
    expect(view({ scoreTo: "10" }).scoreTo).toBe(10);
    for (const scoreTo of ["10.1", "3.95", "٣", "3.", " 3"]) expect(view({ scoreTo }).scoreTo, scoreTo).toBeNull();
  });
});

describe("an app is in the view", () => {
  test("when its name has the words, whatever their case and width", () => {
    expect(isInView(app({}), view({ search: "DROP" }))).toBe(true);
    expect(isInView(app({}), view({ search: "ｄｒｏｐ" }))).toBe(true);
    expect(isInView(app({}), view({ search: "box.com" }))).toBe(false);
  });

  test("when it has the tag, or none where none is asked for", () => {
    const tagged = app({ tags: ["unsanctioned", "monitored"] });
    expect(isInView(tagged, view({ tag: "monitored" }))).toBe(true);
    expect(isInView(tagged, view({ tag: "sanctioned" }))).toBe(false);
    expect(isInView(tagged, view({ tag: "none" }))).toBe(false);
    expect(isInView(app({}), view({ tag: "none" }))).toBe(true);
  });

  test("when its score is within the bounds; without a score it is within none", () => {
    expect(isInView(app({ score: 3.9 }), view({ scoreTo: "3.9" }))).toBe(true);
    expect(isInView(app({ score: 4 }), view({ scoreTo: "3.9" }))).toBe(false);
    expect(isInView(app({ score: null }), view({ scoreFrom: "0" }))).toBe(false);
    expect(isInView(app({ score: null }), view({ rating: "unrated" }))).toBe(true);
    expect(isInView(app({ score: 0 }), view({ rating: "rated" }))).toBe(true);
  });
});

describe("the order of the apps", () => {
  const names = (parameters: Record<string, unknown>, apps: DiscoveredApp[]) =>
    apps.toSorted((left, right) => compareApps(view(parameters), left, right)).map(({ name }) => name);

  test("puts what is not known last in both directions", () => {
    const apps = [app({ name: "None" }), app({ name: "Low", score: 2 }), app({ name: "High", score: 9 })];
    expect(names({ sort: "score" }, apps)).toEqual(["High", "Low", "None"]);
    expect(names({ sort: "score", direction: "asc" }, apps)).toEqual(["Low", "High", "None"]);
  });

  test("goes by name among equals, and never leaves two apps in doubt", () => {
    const apps = [app({ name: "B", appId: 3 }), app({ name: "A", appId: 2 }), app({ name: "B", appId: 1 })];
    expect(names({ sort: "users" }, apps)).toEqual(["A", "B", "B"]);
    expect(apps.toSorted((l, r) => compareApps(view({ sort: "users" }), l, r)).map(({ appId }) => appId)).toEqual([
      2, 1, 3,
    ]);
    expect(names({ sort: "name" }, apps)).toEqual(["B", "B", "A"]);
  });
});
