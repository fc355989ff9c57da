import { describe, expect, test } from "vitest";
import { reportChoiceOf, reportView } from "./discovery-view";

const id = "5f0c1a2b3d4e5f6071829301";

describe("the report that an address names", () => {
  test("is the Global View over 30 days where it says nothing", () => {
    const view = reportView.parse({});
    expect(view).toEqual({ report: null, days: 30 });
    expect(reportChoiceOf(view)).toEqual({ stream: "Global View", days: 30 });
  });

  test("is the one of that id, over 7, 30 or 90 days", () => {
    for (const days of [7, 30, 90])
      expect(reportChoiceOf(reportView.parse({ report: id, days: String(days) }))).toEqual({ stream: id, days });
  });

  test("falls back where it cannot be read, and never becomes a name", () => {
    for (const report of ["Global View", "'; --", "", id.toUpperCase(), [id, id]])
      expect(reportView.parse({ report }).report, String(report)).toBeNull();
    for (const days of ["8", "0", "-7", "1e9", "x", "", ["7", "30"]])
      expect(reportView.parse({ days }).days, String(days)).toBe(30);
  });
});
