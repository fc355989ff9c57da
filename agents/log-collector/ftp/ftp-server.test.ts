import { once } from "node:events";
import { connect } from "node:net";
import { Readable } from "node:stream";
import { createSecureContext } from "node:tls";
import { Client } from "basic-ftp";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeAuthority, makeServerCertificate, type TestCertificate } from "@/e2e/support/test-certificates";
import { silentLog } from "../collector-fixture";
import type { Listener } from "../receive/sink";
import { listenFtp } from "./ftp-server";
import { type FtpDirectory, OutOfRoom } from "./ftp-settings";

let authority: TestCertificate;
let server: Listener;
let kept: Map<string, string>;
let discarded: number;
let roomBytes: number;
const clients: Client[] = [];

function directory(name: string, needsTls: boolean): FtpDirectory {
  return {
    name,
    needsTls,
    async begin() {
      if (roomBytes <= 0) return null;
      const chunks: Buffer[] = [];
      return {
        async write(chunk) {
          chunks.push(chunk);
          if (Buffer.concat(chunks).length > roomBytes) throw new OutOfRoom();
        },
        async keep(file) {
          kept.set(`${name}/${file}`, Buffer.concat(chunks).toString());
        },
        async discard() {
          discarded += 1;
        },
      };
    },
  };
}

async function serve(...directories: FtpDirectory[]): Promise<void> {
  authority = await makeAuthority();
  const context = createSecureContext(await makeServerCertificate(authority));
  server = await listenFtp(
    {
      host: "127.0.0.1",
      port: 0,
      passivePorts: { first: 20_000, last: 20_999 },
      publicAddress: null,
      user: "collector",
      password: "open sesame",
      secureContext: () => context,
      directories: () => directories,
    },
    silentLog,
  );
}

beforeEach(() => {
  kept = new Map();
  discarded = 0;
  roomBytes = 1e9;
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await server.close();
});

async function login({ secure = false, password = "open sesame" } = {}): Promise<Client> {
  const client = new Client(10_000);
  clients.push(client);
  const secureOptions = { ca: authority.cert, servername: "localhost", host: "localhost" };
  await client.access({ host: "127.0.0.1", port: server.port, user: "collector", password, secure, secureOptions });
  return client;
}

function file(text: string): Readable {
  return Readable.from([Buffer.from(text)]);
}

test("a file that is put into its directory is kept whole, and its size can be asked for", async () => {
  await serve(directory("proxy", false), directory("firewall", false));
  const client = await login();
  const text = "one line\n".repeat(100_000);
  await client.uploadFrom(file(text), "/proxy/access.log");
  expect(kept.get("proxy/access.log")).toBe(text);
  expect(await client.size("/proxy/access.log")).toBe(text.length);
  expect((await client.list("/")).map(({ name }) => name)).toEqual(["proxy", "firewall"]);
});

test("a directory that needs TLS takes files over TLS alone, over any connection of the transfer", async () => {
  await serve(directory("proxy", true), directory("open", false));
  const secure = await login({ secure: true });
  await secure.uploadFrom(file("a\n"), "/proxy/a.log");
  const plain = await login();
  await expect(plain.uploadFrom(file("b\n"), "/proxy/b.log")).rejects.toMatchObject({ code: 522 });
  await secure.send("PROT C");
  secure.ftp.log = () => {};
  expect((await secure.sendIgnoringError("EPSV")).code).toBe(229);
  expect((await secure.sendIgnoringError("STOR /proxy/c.log")).code).toBe(522);
  expect([...kept.keys()]).toEqual(["proxy/a.log"]);
});

test("where every directory needs TLS, a password is not even asked for without it", async () => {
  await serve(directory("proxy", true));
  await expect(login()).rejects.toMatchObject({ code: 530 });
});

test("what a client sends behind AUTH TLS without TLS is not obeyed", async () => {
  await serve(directory("proxy", false));
  const socket = connect(server.port, "127.0.0.1");
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString();
  });
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write("AUTH TLS\r\nUSER collector\r\nPASS open sesame\r\n");
  while (!text.includes("234 ")) await once(socket, "data");
  socket.write("USER collector\r\n");
  await once(socket, "close");
  expect(text).not.toMatch(/^(331|230) /m);
});

test("a wrong password opens nothing, and the third one ends the connection", async () => {
  await serve(directory("proxy", false));
  await expect(login({ password: "guess" })).rejects.toMatchObject({ code: 530 });
  const client = new Client(10_000);
  clients.push(client);
  await client.connect("127.0.0.1", server.port);
  for (const code of [530, 530, 421]) {
    await client.sendIgnoringError("USER collector");
    expect((await client.sendIgnoringError("PASS guess")).code).toBe(code);
  }
});

test("without room a file is refused before it is sent, or as soon as there is none left, and never acknowledged", async () => {
  await serve(directory("proxy", false));
  const client = await login();
  roomBytes = 0;
  await expect(client.uploadFrom(file("a\n"), "/proxy/a.log")).rejects.toMatchObject({ code: 452 });
  roomBytes = 100_000;
  const other = await login();
  await expect(other.uploadFrom(file("x".repeat(1_000_000)), "/proxy/b.log")).rejects.toThrow();
  expect({ kept: kept.size, discarded }).toEqual({ kept: 0, discarded: 1 });
});

test("a client that dies in the middle of a transfer leaves nothing", async () => {
  await serve(directory("proxy", false));
  const client = await login();
  const [, port] = /\|\|\|(\d+)\|/.exec((await client.send("EPSV")).message) ?? [];
  const data = connect(Number(port), "127.0.0.1");
  data.write("half of a file");
  client.ftp.socket.write("STOR /proxy/a.log\r\n");
  await once(client.ftp.socket, "data");
  client.ftp.socket.destroy();
  data.destroy();
  while (discarded === 0) await new Promise(setImmediate);
  expect(kept.size).toBe(0);
});

test("files go nowhere but into a directory of the server, and none is read, removed or renamed", async () => {
  await serve(directory("proxy", false), directory("other", false));
  const client = await login();
  for (const path of ["/../../etc/passwd", "/nowhere/a.log", "/proxy/deep/a.log", "a.log"])
    await expect(client.uploadFrom(file("a\n"), path)).rejects.toMatchObject({ code: 553 });
  await client.uploadFrom(file("a\n"), "/proxy/a.log");
  for (const command of ["RETR /proxy/a.log", "DELE /proxy/a.log", "MKD new", "RMD proxy"])
    expect((await client.sendIgnoringError(command)).code).toBe(550);
  expect([...kept.keys()]).toEqual(["proxy/a.log"]);
});

test("where there is one directory, a device that cannot change directories needs none", async () => {
  await serve(directory("proxy", false));
  const client = await login();
  await client.uploadFrom(file("a\n"), "access.log");
  expect([...kept.keys()]).toEqual(["proxy/access.log"]);
});
