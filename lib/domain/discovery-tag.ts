/** What a tenant says about an app. Sanctioned and unsanctioned exclude each other: the last one wins. */
export const appTags = ["sanctioned", "unsanctioned", "monitored"] as const;
export type AppTag = (typeof appTags)[number];

/** The names by which the API speaks of them. */
export const appTagNames = {
  sanctioned: "Sanctioned",
  unsanctioned: "Unsanctioned",
  monitored: "Monitored",
} as const satisfies Record<AppTag, string>;

/** The tag of a name, whatever its case. */
export function appTagNamed(name: string): AppTag | undefined {
  return appTags.find((tag) => tag === name.trim().toLowerCase());
}

/** The tag that goes when this one comes. */
export function oppositeOf(tag: AppTag): AppTag | undefined {
  switch (tag) {
    case "sanctioned":
      return "unsanctioned";
    case "unsanctioned":
      return "sanctioned";
    case "monitored":
      return undefined;
  }
}
