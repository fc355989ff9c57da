import { expect, test } from "vitest";
import { shellCommand, testCommand } from "./agent-command";

test("the command fetches the program from the tenant's own URL, and the token is no argument of it", () => {
  const [write, run] = shellCommand("https://contoso.portal.example", "pcs1secret").split("\n");
  expect(write).toContain("'pcs1secret'");
  expect(run).toBe(
    "npx --yes https://contoso.portal.example/downloads/portcullis-siem-agent.tgz --url https://contoso.portal.example --token-file ./siem-token",
  );
});

test("on the machine itself the program comes from a name that every system knows", () => {
  expect(shellCommand("http://contoso.localhost:3000", "x")).toContain(
    "npx --yes http://localhost:3000/downloads/portcullis-siem-agent.tgz --url http://contoso.localhost:3000 ",
  );
});

test("a portal without TLS on another machine is called so only because the command says so", () => {
  expect(shellCommand("http://contoso.portal.example", "x")).toMatch(/ --allow-plain-http$/);
  expect(testCommand("http://contoso.portal.example")).toContain(" --allow-plain-http --test");
  expect(shellCommand("http://contoso.localhost:3000", "x")).not.toContain("--allow-plain-http");
});
