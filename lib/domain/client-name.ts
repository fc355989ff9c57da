/** Browsers by the token that only they send, the more particular ones first. */
const browsers: readonly [name: string, pattern: RegExp][] = [
  ["Edge", /\bEdg(?:A|iOS)?\/(\d+)/],
  ["Opera", /\bOPR\/(\d+)/],
  ["Samsung Internet", /\bSamsungBrowser\/(\d+)/],
  ["Firefox", /\b(?:Firefox|FxiOS)\/(\d+)/],
  ["Chrome", /\b(?:Chrome|CriOS|HeadlessChrome)\/(\d+)/],
  ["Safari", /\bVersion\/(\d+)\S* (?:Mobile\/\S+ )?Safari\//],
];

const systems: readonly [name: string, pattern: RegExp][] = [
  ["Windows", /\bWindows NT\b/],
  ["iOS", /\b(?:iPhone|iPad)\b/],
  ["Android", /\bAndroid\b/],
  ["macOS", /\bMacintosh\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Linux", /\bLinux\b/],
];

/**
 * A user agent in the few words that people know it by: `Firefox 145, Windows` for a browser, the first product such as
 * `curl/8.9.1` for a program, nothing for nothing. What clients say of themselves proves nothing.
 */
export function clientName(userAgent: string): string {
  for (const [name, pattern] of browsers) {
    const version = pattern.exec(userAgent)?.[1];
    if (version) return [`${name} ${version}`, systemOf(userAgent)].filter(Boolean).join(", ");
  }
  return userAgent.trim().split(/\s/, 1)[0] ?? "";
}

const familyMaximum = 64;

/**
 * The family that a user agent belongs to: a browser's name, or the first product without its version, such as
 * `python-requests`. Empty for nothing. Families are few, so that calls can be counted by them.
 */
export function clientFamily(userAgent: string): string {
  for (const [name, pattern] of browsers) if (pattern.test(userAgent)) return name;
  const product = userAgent.trim().split(/[\s/(;,]/, 1)[0] ?? "";
  return product.slice(0, familyMaximum);
}

function systemOf(userAgent: string): string | undefined {
  return systems.find(([, pattern]) => pattern.test(userAgent))?.[0];
}
