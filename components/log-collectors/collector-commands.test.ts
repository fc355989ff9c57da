import { expect, test } from "vitest";
import { dockerCommand, publishedPorts, shellCommand, systemdCommand, testCommand } from "./collector-commands";

const start = {
  origin: "https://contoso.portal.example",
  name: "taipei",
  secret: "pcc1secret",
  host: "192.0.2.7",
  sources: [
    { receiver: "syslog-udp", port: 514 },
    { receiver: "ftp", port: 21 },
    { receiver: "ftps", port: 21 },
  ],
} as const;

test("no command has the token among the arguments of the collector", () => {
  for (const command of [shellCommand(start), dockerCommand(start), systemdCommand(start)]) {
    const lines = command.split("\n").filter((line) => line.includes("pcc1secret"));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/printf/);
  }
  expect(testCommand(start)).not.toContain("pcc1secret");
});

test("every command is one line of a shell, or ends in a backslash", () => {
  const lines = [dockerCommand(start), systemdCommand(start)].flatMap((command) => command.split("\n"));
  for (const line of lines) expect(line).toMatch(/^(\(umask|curl|docker|printf|sudo| {2})/);
});

test("a portal without TLS on another machine is named as such", () => {
  const plain = { ...start, origin: "http://portal.contoso.example" };
  for (const command of [shellCommand(plain), dockerCommand(plain), testCommand(plain)])
    expect(command).toContain("--allow-plain-http");
  expect(shellCommand(start)).not.toContain("--allow-plain-http");
});

test("each port is published once, UDP as such, with the passive ports where files come by FTP", () => {
  expect(publishedPorts(start.sources)).toEqual(["514:514/udp", "21:21", "20000-20099:20000-20099"]);
  expect(publishedPorts([{ receiver: "syslog-tls", port: 6514 }])).toEqual(["6514:6514"]);
});

test("root is asked for where a port needs it, and nowhere else", () => {
  expect(shellCommand(start)).toContain("sudo npx --yes https://contoso.portal.example/downloads/");
  expect(shellCommand({ ...start, sources: [{ receiver: "syslog-tcp", port: 1601 }] })).not.toContain("sudo");
});

test("a portal on this machine is downloaded from by a name that npm can look up", () => {
  const command = shellCommand({ ...start, origin: "http://contoso.localhost:3000" });
  expect(command).toContain("npx --yes http://localhost:3000/downloads/portcullis-log-collector.tgz");
  expect(command).toContain("--url http://contoso.localhost:3000");
});
