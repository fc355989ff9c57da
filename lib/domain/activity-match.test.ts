import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ArrivedActivity,
  alertOnActivity,
  alertOnRepetition,
  type LeadingActivity,
  matchingActivities,
  repetitionsOf,
} from "./activity-match";
import type { ActivityRule } from "./policy-rule";
import { alertKeysOf } from "./raised-alert";

const noon = Date.parse("2026-11-23T12:00:00.000Z");

function activity(input: Partial<ArrivedActivity> = {}): ArrivedActivity {
  return {
    id: "a1",
    happenedAt: new Date(noon),
    createdAt: new Date(noon),
    appId: 11114,
    appName: "Salesforce",
    instance: 2,
    eventType: "EVENT_CATEGORY_EXPORT",
    actionType: "ReportExported",
    description: "Export report",
    userName: "megan@contoso.example",
    userDisplayName: "Megan",
    userDomain: "contoso.example",
    orgUnit: null,
    userTags: ["finance"],
    isImpersonated: false,
    isAdminEvent: false,
    takenAction: null,
    alertId: null,
    policyId: null,
    deviceType: null,
    deviceTags: [],
    userAgent: "",
    userAgentTags: [],
    client: { family: "OTHER", browser: "", operatingSystem: "", native: false },
    ip: "203.0.113.9",
    ipCategory: 3,
    ipTags: [],
    country: "TW",
    organization: null,
    location: null,
    source: 2,
    objects: [],
    sourceKeys: ["t:2"],
    objectIds: ["report|7"],
    fileIds: ["report|7"],
    ...input,
  };
}

function rule(filters: ActivityRule["filters"], repetition: ActivityRule["repetition"] = null): ActivityRule {
  return { kind: "activity", filters, repetition, category: "dlp" };
}

describe("an activity rule", () => {
  test.each<ActivityRule["filters"]>([
    { service: { eq: [11114] } },
    { instance: { neq: [0] } },
    { "user.username": { startswith: ["MEGAN"] } },
    { "user.tags": { eq: ["finance", "sales"] } },
    { "user.domain": { eq: "contoso.example" } },
    { "user.orgUnit": { isnotset: true } },
    { entity: { eq: [{ id: "megan@contoso.example", inst: 2, saas: 11114 }] } },
    { actionType: { contains: ["export"] } },
    { "activity.eventActionType": { eq: ["EVENT_CATEGORY_EXPORT"] } },
    { "activity.type": { eq: false } },
    { "activity.takenAction": { eq: [null] } },
    { activityObject: { eq: "report|7" } },
    { fileId: { eq: "report|7" } },
    { "device.type": { eq: [null, "MOBILE"] } },
    { "userAgent.userAgent": { ncontains: "curl" } },
    { "location.country": { eq: ["TW", "GB"] } },
    { "location.organizations": { isnotset: true } },
    { "ip.address": { startswith: "203.0.113." } },
    { "ip.category": { eq: [3] } },
    { text: { text: "report EXPORT" } },
    { source: { eq: [2] } },
  ])("finds what passes %j, and does not once it is turned around", (filters) => {
    expect(matchingActivities(rule(filters), [activity()])).toHaveLength(1);
    const other = activity({
      appId: 1,
      instance: 0,
      userName: "adele@fabrikam.example",
      userTags: [],
      userDomain: "fabrikam.example",
      orgUnit: "Sales",
      actionType: "Login",
      eventType: "EVENT_CATEGORY_LOGIN",
      isAdminEvent: true,
      takenAction: "block",
      objectIds: [],
      fileIds: [],
      deviceType: "DESKTOP",
      userAgent: "curl/8",
      country: "US",
      organization: "Net",
      ip: "198.51.100.1",
      ipCategory: 1,
      description: "Log on",
      sourceKeys: ["t:5"],
    });
    expect(matchingActivities(rule(filters), [other])).toEqual([]);
  });

  test("needs all of its filters, and gives the earliest first", () => {
    const later = activity({ id: "a2", happenedAt: new Date(noon + 1) });
    const both = rule({ service: { eq: 11114 }, "ip.category": { eq: 3 } });
    expect(matchingActivities(both, [later, activity(), activity({ ipCategory: 1 })])).toMatchObject([
      { id: "a1" },
      { id: "a2" },
    ]);
  });
});

describe("a repetition", () => {
  const three = { activities: 3, minutes: 10 };
  const at = (minutes: number, userName: string | null = "megan") =>
    activity({ id: `${userName}-${minutes}`, happenedAt: new Date(noon + minutes * 60_000), userName });

  test("is so many of one person within the minutes, the ends included", () => {
    expect(repetitionsOf([at(0), at(5), at(10)], three)).toMatchObject([
      { userName: "megan", activities: [{ id: "megan-10" }, { id: "megan-5" }, { id: "megan-0" }] },
    ]);
    expect(repetitionsOf([at(0), at(5), at(10.01)], three)).toEqual([]);
    expect(repetitionsOf([at(0), at(1), at(2, "adele"), at(3, null), at(4, null), at(5, null)], three)).toEqual([]);
  });

  test("comes once in a stretch, however often it goes on", () => {
    expect(
      repetitionsOf(
        [0, 1, 2, 3, 4, 5, 6].map((minutes) => at(minutes)),
        three,
      ),
    ).toHaveLength(1);
    expect(
      repetitionsOf(
        [0, 1, 2, 60, 61, 62].map((minutes) => at(minutes)),
        three,
      ),
    ).toHaveLength(2);
  });

  test("is found whatever the order of arrival, and one more activity takes none away", () => {
    const activities = fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.constantFrom("megan", "adele")), {
      maxLength: 25,
    });
    fc.assert(
      fc.property(activities, fc.array(fc.nat(), { maxLength: 25 }), (raw, order) => {
        const all = raw.map(([minutes, user], index) => ({ ...at(minutes, user), id: String(index) }));
        const shuffled = all.toSorted((left, right) => (order[Number(left.id)] ?? 0) - (order[Number(right.id)] ?? 0));
        const keys = (some: LeadingActivity[]) => new Set(repetitionsOf(some, three).map(({ key }) => key));
        expect(keys(shuffled)).toEqual(keys(all));
        for (const key of keys(all.slice(1))) expect(keys(all)).toContain(key);
        const isFull = (user: string) =>
          all.some((last) => {
            const within = all.filter(({ userName, happenedAt }) => {
              const age = last.happenedAt.getTime() - happenedAt.getTime();
              return userName === user && age >= 0 && age <= 10 * 60_000;
            });
            return last.userName === user && within.length >= 3;
          });
        for (const user of ["megan", "adele"])
          expect([...keys(all)].some((key) => key.endsWith(user))).toBe(isFull(user));
      }),
    );
  });
});

describe("an alert", () => {
  test("on an activity is about its person, app, address and file, and is found by them", () => {
    const alert = alertOnActivity(rule({}), activity());
    expect(alert).toMatchObject({
      matchKey: "a1",
      description: "Megan: Export report (Salesforce, 203.0.113.9)",
      activityIds: ["a1"],
      stories: [3],
    });
    expect(alert.entities.map(({ type }) => type)).toEqual(["account", "user", "service", "ip", "file"]);
    expect(alertKeysOf(alert.entities)).toEqual(
      expect.arrayContaining(["user:megan@contoso.example", "service:11114", "ip:203.0.113.9", "file:report|7"]),
    );
  });

  test("on a repetition names each thing once, and never more than a page can show", () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      activity({ id: String(index), ip: `203.0.113.${index % 40}` }),
    );
    const [found] = repetitionsOf(many, { activities: 300, minutes: 10 });
    const alert = found && alertOnRepetition(rule({}), found, 10);
    expect(alert?.evidence[0]).toBe("300 matching activities within 10 minutes");
    expect(alert?.activityIds).toHaveLength(50);
    expect(alert?.entities.filter(({ type }) => type === "ip")).toHaveLength(10);
    expect(alert?.entities.filter(({ type }) => type === "user")).toHaveLength(1);
  });
});
