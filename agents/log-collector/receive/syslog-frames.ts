import { lineFeedsIn } from "../spool/pack-file";

/** The longest line, as long as a UDP datagram may be. A longer one is no log line, and is dropped. */
export const lineBytesMaximum = 65_536;
const lf = 10;
const empty = Buffer.alloc(0);

/** Whole lines, each with its line feed. */
export type Lines = { bytes: Buffer; lines: number; dropped: number };

/**
 * Takes syslog messages out of a stream: counted by their octets, or each with a line feed (or NUL) behind it (RFC 6587,
 * 3.4). A connection keeps to the framing of its first message, as its section 3.4.1 lets a receiver assume. A message that
 * begins with a number, as many raw proxy logs do, is not taken for an octet count: that is followed by a space and `<`.
 */
export class SyslogFrames {
  #framing: "unknown" | "counted" | "lines" = "unknown";
  #rest: Buffer = empty;
  /** Inside a line that is too long: all up to its end is passed over. */
  #isSkipping = false;
  /** Octets still to come of a counted message that is too long. */
  #toSkip = 0;

  push(chunk: Buffer): Lines {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = empty;
    if (this.#framing === "unknown") this.#framing = framingOf(bytes);
    if (this.#framing === "unknown") {
      this.#rest = bytes;
      return { bytes: empty, lines: 0, dropped: 0 };
    }
    return this.#framing === "counted" ? this.#counted(bytes) : this.#ended(bytes);
  }

  /** What stands at the end of a connection that was ended in order: a last line without its line feed. */
  end(): Lines {
    const rest = this.#rest;
    this.#rest = empty;
    if (rest.length === 0 || this.#isSkipping || this.#framing === "counted")
      return { bytes: empty, lines: 0, dropped: this.#framing === "counted" && rest.length > 0 ? 1 : 0 };
    return { bytes: Buffer.concat([withoutNul(rest), Buffer.from("\n")]), lines: 1, dropped: 0 };
  }

  #ended(bytes: Buffer): Lines {
    const clean = withoutNul(bytes);
    const first = clean.indexOf(lf);
    if (first === -1) return this.#keepRest(clean, 0);
    const last = clean.lastIndexOf(lf);
    const passesOver = this.#isSkipping || first > lineBytesMaximum;
    const dropped = passesOver && !this.#isSkipping ? 1 : 0;
    this.#isSkipping = false;
    const whole = clean.subarray(passesOver ? first + 1 : 0, last + 1);
    const rest = this.#keepRest(clean.subarray(last + 1), dropped);
    return { bytes: whole, lines: lineFeedsIn(whole), dropped: rest.dropped };
  }

  #keepRest(rest: Buffer, dropped: number): Lines {
    const isTooLong = rest.length > lineBytesMaximum;
    const isNew = isTooLong && !this.#isSkipping;
    if (isTooLong) this.#isSkipping = true;
    if (!this.#isSkipping) this.#rest = rest;
    return { bytes: empty, lines: 0, dropped: dropped + (isNew ? 1 : 0) };
  }

  #counted(bytes: Buffer): Lines {
    const parts: Buffer[] = [];
    let at = Math.min(this.#toSkip, bytes.length);
    let dropped = 0;
    this.#toSkip -= at;
    while (at < bytes.length) {
      // Some senders put a line feed behind a counted message too.
      if (bytes[at] === lf) {
        at += 1;
        continue;
      }
      const space = bytes.indexOf(32, at);
      const digits = bytes.toString(
        "latin1",
        at,
        space === -1 ? Math.min(bytes.length, at + 9) : Math.min(space, at + 9),
      );
      if (!/^[1-9]\d{0,6}$/.test(digits)) {
        // Out of step: what follows is kept as lines, so that nothing is lost.
        this.#framing = "lines";
        const lines = this.#ended(bytes.subarray(at));
        return joined(parts, lines, dropped);
      }
      const end = space + 1 + Number(digits);
      if (space === -1) break;
      if (Number(digits) > lineBytesMaximum) {
        dropped += 1;
        at = Math.min(end, bytes.length);
        this.#toSkip = end - at;
        continue;
      }
      if (end > bytes.length) break;
      parts.push(oneLine(bytes.subarray(space + 1, end)));
      at = end;
    }
    this.#rest = Buffer.from(bytes.subarray(at));
    return joined(parts, { bytes: empty, lines: 0, dropped: 0 }, dropped);
  }
}

/** A message as one line: line ends at its end go, those inside become spaces. */
export function oneLine(message: Buffer): Buffer {
  let end = message.length;
  while (end > 0 && (message[end - 1] === lf || message[end - 1] === 13 || message[end - 1] === 0)) end -= 1;
  const line = Buffer.alloc(end + 1, lf);
  message.copy(line, 0, 0, end);
  for (let at = 0; at < end; at++) if (line[at] === lf || line[at] === 0) line[at] = 32;
  return line;
}

function joined(parts: Buffer[], more: Lines, dropped: number): Lines {
  return {
    bytes: Buffer.concat([...parts, more.bytes]),
    lines: parts.length + more.lines,
    dropped: dropped + more.dropped,
  };
}

function framingOf(bytes: Buffer): "unknown" | "counted" | "lines" {
  const start = bytes.toString("latin1", 0, 10);
  if (/^[1-9]\d{0,6} </.test(start)) return "counted";
  return start.length < 10 && /^([1-9]\d{0,6} ?)?$/.test(start) ? "unknown" : "lines";
}

/** NUL ends a message with some senders, and has no place in a text. */
function withoutNul(bytes: Buffer): Buffer {
  let at = bytes.indexOf(0);
  if (at === -1) return bytes;
  const clean = Buffer.from(bytes);
  for (; at !== -1; at = clean.indexOf(0, at + 1)) clean[at] = lf;
  return clean;
}
