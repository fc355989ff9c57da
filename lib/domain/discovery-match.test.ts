import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AppDay, alertOnNewApp, alertOnUpload, newApps, unusualUploads } from "./discovery-match";
import type { NewAppRule, UnusualUploadRule } from "./policy-rule";

const anyApp: NewAppRule = {
  kind: "new-app",
  maximumScore: null,
  includesUnscored: false,
  categories: [],
  minimumMegabytes: null,
  minimumUsers: null,
  onlyUnsanctioned: false,
};

function app(input: Partial<AppDay> = {}): AppDay {
  return {
    appId: 7,
    day: "2026-11-20",
    name: "QuickDrop",
    category: "SAASDB_CATEGORY_CLOUD_STORAGE",
    score: 4,
    tags: [],
    totalBytes: 50_000_000,
    users: 12,
    ...input,
  };
}

describe("a rule on new apps", () => {
  test.each<[Partial<NewAppRule>, Partial<AppDay>, boolean]>([
    [{}, {}, true],
    [{}, { tags: ["sanctioned"] }, false],
    [{ onlyUnsanctioned: true }, {}, false],
    [{ onlyUnsanctioned: true }, { tags: ["unsanctioned"] }, true],
    [{ maximumScore: 4 }, {}, true],
    [{ maximumScore: 3 }, {}, false],
    [{ maximumScore: 3 }, { score: null }, false],
    [{ maximumScore: 3, includesUnscored: true }, { score: null }, true],
    [{ categories: ["SAASDB_CATEGORY_CLOUD_STORAGE"] }, {}, true],
    [{ categories: ["SAASDB_CATEGORY_CRM"] }, {}, false],
    [{ minimumMegabytes: 50 }, {}, true],
    [{ minimumMegabytes: 51 }, {}, false],
    [{ minimumMegabytes: 1 }, { totalBytes: null }, false],
    [{ minimumUsers: 12 }, {}, true],
    [{ minimumUsers: 13 }, {}, false],
  ])("with %j takes %j: %j", (rule, seen, isFound) => {
    expect(newApps({ ...anyApp, ...rule }, [app(seen)])).toHaveLength(isFound ? 1 : 0);
  });

  test("finds each app once, on the first day on which everything holds of it", () => {
    const days = [app({ day: "2026-11-22" }), app({ day: "2026-11-21" }), app({ users: 1 }), app({ appId: 8 })];
    expect(newApps({ ...anyApp, minimumUsers: 5 }, days)).toMatchObject([
      { appId: 8, day: "2026-11-20" },
      { appId: 7, day: "2026-11-21" },
    ]);
    const [first, second] = days.map((day) => alertOnNewApp(day).matchKey);
    expect(first).toBe(second);
  });
});

describe("a rule on unusual uploads", () => {
  const rule: UnusualUploadRule = { kind: "unusual-upload", subject: "user", factor: 5, minimumMegabytes: 10 };
  const upload = { subject: "megan", label: "megan", day: "2026-11-20" };

  test("needs the floor, more than so many times the mean, and three days to compare with", () => {
    fc.assert(
      fc.property(fc.nat(40), fc.option(fc.nat(10)), fc.nat(5), (megabytes, mean, daysBefore) => {
        const uploadedBytes = megabytes * 1_000_000;
        const meanBefore = mean === null ? null : mean * 1_000_000;
        const found = unusualUploads(rule, [{ ...upload, uploadedBytes, meanBefore, daysBefore }]);
        const isUnusual = megabytes >= 10 && mean !== null && megabytes > 5 * mean && daysBefore >= 3;
        expect(found).toHaveLength(isUnusual ? 1 : 0);
      }),
    );
  });

  test("finds the largest first, and alerts once for each subject and day", () => {
    const days = [20, 90].map((megabytes) => ({
      ...upload,
      subject: `user ${megabytes}`,
      uploadedBytes: megabytes * 1_000_000,
      meanBefore: 1_000_000,
      daysBefore: 4,
    }));
    const found = unusualUploads(rule, days);
    expect(found.map(({ subject }) => subject)).toEqual(["user 90", "user 20"]);
    expect(found.map((one) => alertOnUpload(rule, one).matchKey)).toEqual([
      "user:2026-11-20:user 90",
      "user:2026-11-20:user 20",
    ]);
  });
});
