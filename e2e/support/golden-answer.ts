const day = 24 * 3_600_000;
/** What lies further back is a fixed date of the golden world. */
const recentDays = 100;
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const recordId = /\b[0-9a-f]{24}\b/g;

/**
 * An answer without what differs from run to run, so that two runs can be compared. Each such thing gets a name in its
 * place: the world's own words, moments of the last days, the tenant's number, signatures, and ids by their order.
 * @param own what stands for which word of the world, the longer words first
 * @param lasting ids that are the same in each run
 */
export function settledAnswer(
  answer: unknown,
  { own, lasting, now }: { own: readonly (readonly [string, string])[]; lasting: string; now: Date },
): unknown {
  const ids = new Map<string, string>();
  const idName = (id: string) => {
    if (lasting.includes(id)) return id;
    const name = ids.get(id) ?? `{id ${ids.size + 1}}`;
    ids.set(id, name);
    return name;
  };
  const settledText = (text: string) => {
    const moment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? recentMoment(Date.parse(text), now) : null;
    if (moment !== null) return moment;
    const named = own.reduce((rest, [name, word]) => rest.replaceAll(word, name), text);
    const unsigned = named
      .replace(/expires=\d+/, "expires={moment}")
      .replace(/signature=[\w-]+/, "signature={signature}");
    return unsigned.replace(uuid, idName).replace(recordId, idName);
  };
  const settle = (value: unknown, key: string): unknown => {
    if (key === "_tid") return "{tenant number}";
    if (key === "day" && typeof value === "string") return recentDay(value, now) ?? value;
    if (typeof value === "string") return settledText(value);
    if (typeof value === "number") return recentMoment(value, now) ?? value;
    if (Array.isArray(value)) return value.map((one) => settle(one, ""));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, settle(one, name)]));
  };
  return settle(answer, "");
}

/** A day of UTC, such as a report has one for each of the last weeks. */
function recentDay(text: string, now: Date): string | null {
  return recentMoment(Date.parse(text), new Date(now.toISOString().slice(0, 10)));
}

function recentMoment(milliseconds: number, now: Date): string | null {
  const daysAgo = Math.floor((now.getTime() - milliseconds) / day);
  if (daysAgo < 0 || daysAgo > recentDays) return null;
  return daysAgo === 0 ? "{now}" : `{${daysAgo} days ago}`;
}
