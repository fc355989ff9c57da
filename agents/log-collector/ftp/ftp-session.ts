import { createHash, timingSafeEqual } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { AgentLog } from "../../shared/agent-log";
import type { ControlChannel } from "./control-channel";
import { activeConnection, type DataConnection, passiveConnection } from "./data-connection";
import { answersWithoutState } from "./ftp-answers";
import { type FtpPlace, placeOf } from "./ftp-path";
import type { FtpDirectory, FtpSettings } from "./ftp-settings";
import { sendListing, takeFile } from "./ftp-transfer";
import type { TakenFiles } from "./taken-files";

const loginAttempts = 3;
const loginDelayMs = 1_000;

export type SessionParts = { control: ControlChannel; settings: FtpSettings; taken: TakenFiles; log: AgentLog };
type Command = (argument: string, verb: string) => Promise<void> | void;

/** One client from its greeting to its end. It can put files into the data sources' directories, and nothing else. */
export class FtpSession {
  #user: string | null = null;
  #isLoggedIn = false;
  #failures = 0;
  /** The directory it is in; null is the root. */
  #directory: string | null = null;
  #data: DataConnection | null = null;
  #isDataProtected = false;
  #isOver = false;

  constructor(readonly parts: SessionParts) {}

  async serve(): Promise<void> {
    const { control } = this.parts;
    control.reply(220, "Portcullis log collector: log in and put log files into the directory of their data source");
    for (let line = await control.nextLine(); line !== null && !this.#isOver; line = await control.nextLine())
      await this.#obey(line);
    this.#data?.close();
    control.end();
  }

  async #obey(line: string) {
    const [verb = "", ...words] = line.split(" ");
    const name = verb.toUpperCase();
    const { control } = this.parts;
    const open = this.#beforeLogin[name];
    const command = open ?? this.#afterLogin[name];
    const answer = answersWithoutState[name];
    if (command === undefined && answer === undefined) return control.reply(502, `${name} is not offered here`);
    if (open === undefined && answer === undefined && !this.#isLoggedIn) return control.reply(530, "Log in first");
    if (command !== undefined) await command(words.join(" "), name);
    else if (answer !== undefined) control.reply(answer[0], ...answer.slice(1).map(String));
  }

  readonly #beforeLogin: Record<string, Command> = {
    USER: (name) => this.#takeUser(name),
    PASS: (password) => this.#checkPassword(password),
    AUTH: (kind) => this.#goSecure(kind),
    PBSZ: () => this.parts.control.reply(200, "PBSZ=0"),
    PROT: (level) => this.#protect(level),
    QUIT: () => {
      this.parts.control.reply(221, "Good bye");
      this.#isOver = true;
      this.parts.control.end();
    },
  };

  readonly #afterLogin: Record<string, Command> = {
    PWD: () => this.parts.control.reply(257, `"/${this.#directory ?? ""}" is the current directory`),
    XPWD: () => this.parts.control.reply(257, `"/${this.#directory ?? ""}" is the current directory`),
    CWD: (to) => this.#enter(to),
    CDUP: () => this.#enter("/"),
    PASV: () => this.#listen("PASV"),
    EPSV: (which) =>
      which.toUpperCase() === "ALL" ? this.parts.control.reply(200, "EPSV only") : this.#listen("EPSV"),
    PORT: (target) => this.#connectBack(/^(?:\d{1,3},){4}(\d{1,3}),(\d{1,3})$/, target),
    EPRT: (target) => this.#connectBack(/^\|[12]\|[0-9a-fA-F:.]+\|(\d{1,5})\|$/, target),
    STOR: (to) => this.#store(to),
    APPE: (to) => this.#store(to),
    LIST: (of) => this.#list(of, "long"),
    NLST: (of) => this.#list(of, "names"),
    SIZE: (of) => this.#tellSize(of),
    REST: (from) =>
      from.trim() === "0"
        ? this.parts.control.reply(350, "From the beginning")
        : this.parts.control.reply(504, "Files are taken whole"),
    RNFR: (name) => this.#renameFrom(name),
    RNTO: () => this.parts.control.reply(250, "The file was taken when its transfer ended; its name is of no account"),
  };

  #takeUser(name: string) {
    const { control, settings } = this.parts;
    this.#isLoggedIn = false;
    if (!control.isSecure && settings.directories().every(({ needsTls }) => needsTls))
      return control.reply(530, "Only over TLS: send AUTH TLS first (explicit FTPS)");
    this.#user = name;
    control.reply(331, "And the password");
  }

  async #checkPassword(password: string) {
    const { control, settings, log } = this.parts;
    if (this.#user === null) return control.reply(503, "The user first");
    const isRight = isSame(this.#user, settings.user) && isSame(password, settings.password);
    if (isRight) {
      this.#isLoggedIn = true;
      return control.reply(230, "Welcome");
    }
    this.#failures += 1;
    log.warn({ peer: control.peer }, "an FTP login was refused");
    await wait(loginDelayMs);
    this.#isOver = this.#failures >= loginAttempts;
    if (this.#isOver) control.reply(421, "Too many attempts");
    else control.reply(530, "User or password is wrong: it is the FTP user of this collector, not one of the machine");
  }

  async #goSecure(kind: string) {
    const { control, settings, log } = this.parts;
    const context = settings.secureContext();
    if (!/^TLS(-C)?$|^SSL$/i.test(kind)) return control.reply(504, "AUTH TLS is offered");
    if (context === null) return control.reply(431, "This collector has no certificate (--tls-cert, --tls-key)");
    if (control.isSecure) return control.reply(503, "TLS is on already");
    control.reply(234, "Go on over TLS");
    this.#user = null;
    this.#isLoggedIn = false;
    try {
      await control.secure(context);
    } catch (error) {
      log.warn({ peer: control.peer, error: messageOf(error) }, "a TLS handshake failed");
      control.destroy();
    }
  }

  #protect(level: string) {
    const { control } = this.parts;
    if (!control.isSecure) return control.reply(503, "AUTH TLS first");
    if (!/^[PC]$/i.test(level)) return control.reply(504, "PROT P or PROT C");
    this.#isDataProtected = level.toUpperCase() === "P";
    control.reply(200, `Transfers are ${this.#isDataProtected ? "protected" : "clear"}`);
  }

  #enter(to: string) {
    const place = placeOf(this.#directory, to);
    const isThere = place.directory === null || this.#find(place.directory) !== undefined;
    if (!isThere || place.file !== null)
      return this.parts.control.reply(550, "No data source of this collector has that name");
    this.#directory = place.directory;
    this.parts.control.reply(250, `Now in /${place.directory ?? ""}`);
  }

  async #listen(verb: "PASV" | "EPSV") {
    const { control, settings } = this.parts;
    this.#data?.close();
    this.#data = null;
    const address = (settings.publicAddress ?? control.localAddress).replace(/^::ffff:/, "");
    if (verb === "PASV" && address.includes(":")) return control.reply(425, "Over IPv6, send EPSV");
    try {
      const opened = await passiveConnection(settings.host, settings.passivePorts, control.peer, this.#dataContext());
      this.#data = opened;
      if (verb === "EPSV") return control.reply(229, `Entering extended passive mode (|||${opened.port}|)`);
      const numbers = [...address.split("."), opened.port >> 8, opened.port & 255];
      control.reply(227, `Entering passive mode (${numbers.join(",")})`);
    } catch (error) {
      control.reply(425, messageOf(error));
    }
  }

  #connectBack(form: RegExp, target: string) {
    const [, high, low] = form.exec(target.trim()) ?? [];
    const port = low === undefined ? Number(high) : Number(high) * 256 + Number(low);
    if (!Number.isInteger(port) || port < 1024 || port > 65_535) return this.parts.control.reply(501, "Not an address");
    this.#data?.close();
    this.#data = activeConnection(this.parts.control.peer, port, this.#dataContext());
    this.parts.control.reply(200, "The data connection will go to your own address, whatever the command says");
  }

  async #store(to: string) {
    const { control } = this.parts;
    const { directory: name, file } = this.#target(to);
    const directory = name === null ? undefined : this.#find(name);
    if (directory === undefined || file?.includes("/"))
      return control.reply(553, "Put the file into the directory of its data source");
    if (file === null) return control.reply(501, "A file name is needed");
    if (directory.needsTls && !(control.isSecure && this.#isDataProtected))
      return control.reply(522, "This data source takes files over TLS alone: AUTH TLS, PBSZ 0, PROT P");
    await this.#transfer((data) => takeFile(this.parts, directory, file, data));
  }

  /** A device that cannot change directories needs none where there is but one. */
  #target(to: string): FtpPlace {
    const place = placeOf(this.#directory, to);
    const [only, ...others] = this.parts.settings.directories();
    const isAtRoot = place.file === null && place.directory !== null && this.#find(place.directory) === undefined;
    if (!isAtRoot || only === undefined || others.length > 0) return place;
    return { directory: only.name, file: place.directory };
  }

  async #list(of: string, form: "long" | "names"): Promise<void> {
    const place = placeOf(this.#directory, of.replace(/^-\S+\s*/, ""));
    await this.#transfer((data) => sendListing(this.parts, place.directory, form, data));
  }

  async #transfer(run: (data: DataConnection) => Promise<void>) {
    const data = this.#data;
    this.#data = null;
    if (data === null) return this.parts.control.reply(425, "PASV, EPSV, PORT or EPRT first");
    this.parts.control.abortTransfer = () => data.close();
    try {
      await run(data);
    } finally {
      this.parts.control.abortTransfer = null;
      data.close();
    }
  }

  #tellSize(of: string): void {
    const place = placeOf(this.#directory, of);
    const found = place.file === null ? undefined : this.parts.taken.find(place.directory, place.file);
    if (found === undefined) this.parts.control.reply(550, "No such file");
    else this.parts.control.reply(213, String(found.sizeBytes));
  }

  #renameFrom(name: string): void {
    const place = placeOf(this.#directory, name);
    const isTaken = place.file !== null && this.parts.taken.find(place.directory, place.file) !== undefined;
    this.parts.control.reply(isTaken ? 350 : 550, isTaken ? "To which name" : "No such file");
  }

  #dataContext() {
    return this.#isDataProtected ? this.parts.settings.secureContext() : null;
  }

  #find(name: string): FtpDirectory | undefined {
    return this.parts.settings.directories().find((directory) => directory.name === name);
  }
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
