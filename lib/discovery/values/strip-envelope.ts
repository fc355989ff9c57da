/** What a syslog transport put in front of a message. */
export type Envelope = {
  message: string;
  /** The host as the header names it. */
  device: string | undefined;
  /** The header's time as written. */
  time: string | undefined;
  /** RFC 5424 MSGID, and the structured data as written. */
  messageId: string | undefined;
  structuredData: string | undefined;
};

const PRIORITY = /^<\d{1,3}>/;
const RFC_5424 = /^1 (-|\d{4}-\d{2}-\d{2}T\S+|\d{9,10}(?:\.\d+)?) (\S+) (\S+) (\S+) (\S+) (?=\[|- |-$|-\[)/;
const RFC_3164 =
  /^([A-Z][a-z]{2} [ \d]\d(?: \d{4})? \d{2}:\d{2}:\d{2}(?:\.\d+)?(?: [A-Z]{3,4})?):? (?:([A-Za-z0-9_.:-]+) )?/;
const ISO_HEADER = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})) (\S+) (?=\S)/;
const TAG = /^[A-Za-z][\w./-]{0,47}(?:\[\d{1,10}\])?: /;

/**
 * Takes `<PRI>`, time, host and tag off a line, in the forms of RFC 3164 and RFC 5424 and what is between them. A line
 * without an envelope comes back as it is.
 */
export function stripEnvelope(line: string): Envelope {
  const first = line.charCodeAt(0);
  const isMarked = first === 60;
  // Only `<`, a month's capital or an ISO date can begin an envelope; all other lines leave here at once.
  if (!isMarked && !(first >= 65 && first <= 90) && line.charCodeAt(10) !== 84) return bare(line);
  const body = isMarked ? line.replace(PRIORITY, "") : line;
  const modern = RFC_5424.exec(body);
  if (modern) return readModern(body.slice(modern[0].length), modern);
  const old = RFC_3164.exec(body) ?? ISO_HEADER.exec(body);
  if (!old) return bare(isMarked ? withoutTag(body) : body);
  return {
    message: withoutTag(body.slice(old[0].length)),
    device: old[2],
    time: old[1],
    messageId: undefined,
    structuredData: undefined,
  };
}

function bare(message: string): Envelope {
  return { message, device: undefined, time: undefined, messageId: undefined, structuredData: undefined };
}

function readModern(rest: string, header: RegExpExecArray): Envelope {
  const end = structuredDataEnd(rest);
  return {
    message: rest.slice(end).replace(/^ ?\ufeff?/, ""),
    device: header[2] === "-" ? undefined : header[2],
    time: header[1] === "-" ? undefined : header[1],
    messageId: header[5] === "-" ? undefined : header[5],
    structuredData: rest.charCodeAt(0) === 91 ? rest.slice(0, end) : undefined,
  };
}

/** Where `-` or `[…][…]` ends; a `]` inside a quoted value does not count. */
function structuredDataEnd(text: string): number {
  if (text.charCodeAt(0) !== 91) return 1;
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 92) index += 1;
    else if (code === 34) isQuoted = !isQuoted;
    else if (code === 93 && !isQuoted && text.charCodeAt(index + 1) !== 91) return index + 1;
  }
  return text.length;
}

function withoutTag(message: string): string {
  const tag = TAG.exec(message);
  return tag ? message.slice(tag[0].length) : message;
}
