import { describe, expect, test } from "vitest";
import { readIngested } from "./ingested";
import { ingestedActivity } from "./ingested-activity";

const good = {
  id: "crm-1",
  timestamp: 1_767_225_600_000,
  appId: 11114,
  appName: "Salesforce",
  eventType: "EVENT_CATEGORY_EXPORT",
  actionType: "ReportExported",
};

const read = (given: readonly unknown[]) => readIngested(ingestedActivity, "activity", given);

describe("an activity that a program brings", () => {
  test("is read with what it leaves out, in milliseconds, seconds or ISO 8601", () => {
    for (const timestamp of [1_767_225_600_000, 1_767_225_600, "1767225600", "2026-01-01T00:00:00Z"]) {
      const { records: activities, refused } = read([{ ...good, timestamp }]);
      expect(refused).toEqual([]);
      expect(activities[0]?.timestamp.toISOString()).toBe("2026-01-01T00:00:00.000Z");
    }
  });

  test.each([
    [{ id: "a/b" }, "id", "is not 1 to 128 letters"],
    [{ id: undefined }, "id", "is needed"],
    [{ timestamp: undefined }, "timestamp", "is needed"],
    [{ timestamp: "yesterday" }, "timestamp", "is not a moment"],
    [{ timestamp: 4_102_444_800_000 }, "timestamp", "more than a day ahead"],
    [{ appId: "11114" }, "appId", "is not a whole number"],
    [{ appName: " " }, "appName", "is empty"],
    [{ description: "x\0" }, "description", "holds a NUL"],
    [{ colour: "red" }, "colour", "is not a known field"],
    [{ user: { userName: "megan", shoe: 38 } }, "user.shoe", "is not a known field"],
    [{ user: {} }, "user.userName", "is needed"],
    [{ device: { clientIP: "300.1.1.1" } }, "device.clientIP", "is not an IP address"],
    [{ device: { type: "TOASTER" } }, "device.type", "is not a known type"],
    [{ location: { countryCode: "gb" } }, "location.countryCode", "two capital letters"],
    [{ objects: [{ id: "1" }] }, "objects.0.name", "is needed"],
    [{ source: 4 }, "source", "is not one of"],
    [{ takenAction: "dance" }, "takenAction", "is not a known action"],
  ])("with %j is refused, naming %s", (wrong, field, error) => {
    const { records: activities, refused } = read([good, { ...good, ...wrong }]);
    expect(activities).toHaveLength(1);
    expect(refused).toMatchObject([{ index: 1, errors: [{ field, error: expect.stringContaining(error) }] }]);
  });

  test("that is no object at all is refused by its place", () => {
    for (const one of [null, "text", 7, [good]])
      expect(read([one]).refused).toMatchObject([{ index: 0, id: null, errors: [{ field: "activity" }] }]);
  });
});
