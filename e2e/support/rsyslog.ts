import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { SyslogDestination } from "@/lib/domain/siem-feed";
import { freeAddress } from "./second-server";
import { makeAuthority, makeServerCertificate } from "./test-certificates";

/** An event as liblognorm's CEF parser reads it, with escapes resolved. */
const parsedEvent = z.object({
  cef: z.object({
    DeviceVendor: z.string(),
    SignatureID: z.string(),
    Name: z.string(),
    Severity: z.string(),
    Extensions: z.record(z.string(), z.string()),
  }),
});
export type ReceivedEvent = z.infer<typeof parsedEvent>["cef"];

/** The program, or null where `npm test` could not find or install it. */
export const rsyslogProgram = process.env.PORTAL_TEST_RSYSLOG || null;
export const noRsyslog = "rsyslog with its TLS module is not here, and cannot be installed by whoever runs this test";

/** A real rsyslog that listens for UDP, TCP and TLS on ports of its own, and parses what it gets as CEF. */
export class Rsyslog {
  readonly #folder = mkdtempSync(path.join(tmpdir(), "rsyslog-"));
  #process: ChildProcess | null = null;

  private constructor(
    readonly ports: Record<SyslogDestination["protocol"], number>,
    /** Signs the certificate of its TLS input, which is for `localhost`. */
    readonly authorityPem: string,
  ) {}

  static async make(): Promise<Rsyslog> {
    const authority = await makeAuthority();
    const server = await makeServerCertificate(authority);
    const [udp, tcp, tls] = await Promise.all([freeAddress(), freeAddress(), freeAddress()]);
    const rsyslog = new Rsyslog({ udp: udp.port, tcp: tcp.port, tls: tls.port }, authority.cert);
    rsyslog.#write("authority.pem", authority.cert);
    rsyslog.#write("server.pem", server.cert);
    rsyslog.#write("server.key", server.key);
    rsyslog.#write("rsyslog.conf", rsyslog.#configuration());
    return rsyslog;
  }

  destination(protocol: SyslogDestination["protocol"]): SyslogDestination {
    const caPem = protocol === "tls" ? this.authorityPem : null;
    // Its certificate is for a name; the plain inputs listen at one address alone, and a name may have two.
    return { host: protocol === "tls" ? "localhost" : "127.0.0.1", port: this.ports[protocol], protocol, caPem };
  }

  /** Starts it on the same ports as before, and waits until it listens. */
  async start(): Promise<void> {
    const args = ["-n", "-f", this.#path("rsyslog.conf"), "-i", this.#path("pid")];
    const started = spawn(rsyslogProgram ?? "rsyslogd", args, { stdio: "ignore" });
    this.#process = started;
    for (;;) {
      if (started.exitCode !== null) throw new Error(`rsyslog ended with ${started.exitCode}`);
      if (await listens(this.ports.tls)) return;
      await pause(50);
    }
  }

  /** Ends it at once, as a crash would. */
  async kill(): Promise<void> {
    const ending = this.#process;
    this.#process = null;
    if (ending === null || ending.exitCode !== null) return;
    const exit = once(ending, "exit");
    ending.kill("SIGKILL");
    await exit;
    rmSync(this.#path("pid"), { force: true });
  }

  /** What it has received and could parse, in the order of arrival. */
  received(): ReceivedEvent[] {
    return this.#lines("parsed.log").map((line) => parsedEvent.parse(JSON.parse(line)).cef);
  }

  /** How many lines it has received; cheaper than reading them. */
  count(): number {
    return this.#lines("parsed.log").length;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #lines(name: string): string[] {
    if (!existsSync(this.#path(name))) return [];
    return readFileSync(this.#path(name), "utf8").split("\n").slice(0, -1);
  }

  #path(name: string): string {
    return path.join(this.#folder, name);
  }

  #write(name: string, text: string): void {
    writeFileSync(this.#path(name), text, { mode: 0o600 });
  }

  /**
   * liblognorm 2.0.6 wants a space in front of the first extension and cannot read an empty value at the very end, both of
   * which CEF allows: the line gets the one and a closing value before it is parsed. Without a queue it closes a connection
   * only when all that came over it is written, so that a kill loses nothing that the agent was told is safe.
   */
  #configuration(): string {
    return `global(workDirectory="${this.#folder}" maxMessageSize="64k")
main_queue(queue.type="direct")
module(load="mmnormalize")
module(load="imudp")
module(load="imtcp")
template(name="parsed" type="string" string="%$!all-json-plain%\\n")
ruleset(name="in") {
  set $.cef = replace(re_extract($rawmsg, "CEF:0.*", 0, 0, ""), "|externalId=", "| externalId=") & " closed=1";
  action(type="mmnormalize" variable="$.cef" rule=["rule=:%cef:cef%"])
  action(type="omfile" file="${this.#path("parsed.log")}" template="parsed" flushOnTXEnd="on")
}
input(type="imudp" address="127.0.0.1" port="${this.ports.udp}" ruleset="in")
input(type="imtcp" address="127.0.0.1" port="${this.ports.tcp}" ruleset="in")
input(type="imtcp" address="127.0.0.1" port="${this.ports.tls}" ruleset="in"
  streamDriver.name="ossl" streamDriver.mode="1" streamDriver.authMode="anon"
  streamDriver.caFile="${this.#path("authority.pem")}"
  streamDriver.certFile="${this.#path("server.pem")}" streamDriver.keyFile="${this.#path("server.key")}")
`;
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    const tell = (isListening: boolean) => () => {
      socket.destroy();
      resolve(isListening);
    };
    socket.once("connect", tell(true)).once("error", tell(false));
  });
}
