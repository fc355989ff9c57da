import { execFile, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callExamples, type ExampleCall, exampleCall } from "./call-examples";
import { endpoints } from "./v1";

const tenant = "https://contoso.portal.example.com";
const local = "http://contoso.localhost:3000";
const list = exampleCall(endpoints.listAlerts);

const python = findPython();

const awkward: ExampleCall = {
  method: "POST",
  path: "/api/v1/alerts/",
  needsToken: true,
  body: {
    comment: 'it\'s "quoted" \\ 權杖 $(id) `id`\n\u2028',
    flag: true,
    other: false,
    none: null,
    list: [1, { a: [] }],
  },
};

describe("the examples of a call", () => {
  test("name the tenant's own URL, and take the token from the environment", () => {
    for (const code of Object.values(callExamples(list, tenant))) {
      expect(code).toContain(`${tenant}/api/v1/alerts/`);
      expect(code).toContain("PORTCULLIS_TOKEN");
      expect(code).not.toContain("Host");
    }
  });

  test("send no token where none is needed", () => {
    for (const code of Object.values(callExamples(exampleCall(endpoints.openApi), tenant)))
      expect(code).not.toMatch(/PORTCULLIS_TOKEN|authorization/i);
  });

  test("reach a host below .localhost by address, with its name in the Host header", () => {
    const { curl, python, node } = callExamples(list, local);
    expect(curl).toContain(`curl '${local}/api/v1/alerts/' \\\n  --connect-to ::127.0.0.1:`);
    expect(python).toContain(`"http://127.0.0.1:3000/api/v1/alerts/"`);
    expect(python).toContain(`"Host": "contoso.localhost:3000",`);
    expect(node).toContain(`request("http://127.0.0.1:3000/api/v1/alerts/", {`);
    expect(node).toContain(`host: "contoso.localhost:3000",`);
  });

  test("take the method that a body needs, and the first one otherwise", () => {
    expect(list.method).toBe("POST");
    expect(exampleCall(endpoints.findAlert).method).toBe("GET");
    const withoutBody = callExamples(exampleCall(endpoints.markAlertRead), tenant);
    expect(withoutBody.curl).toContain("-X POST");
    expect(withoutBody.python).toContain(`method="POST"`);
    expect(withoutBody.node).toContain(`method: "POST"`);
  });

  test("in Python hold the body in Python's own words", () => {
    expect(callExamples(awkward, tenant).python).toContain(
      `        "flag": True,\n        "other": False,\n        "none": None,\n        "list": [1, {\n`,
    );
  });

  test("keep a quote inside the shell's quotes", () => {
    expect(callExamples(awkward, tenant).curl).toContain(String.raw`"it'\''s \"quoted\"`);
  });
});

describe("an example that is run", () => {
  const received: { host: string | undefined; authorization: string | undefined; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const { host, authorization } = request.headers;
    received.push({ host, authorization, body: JSON.parse(await text(request)) });
    response.writeHead(request.url === "/refused" ? 403 : 200).end("answer");
  });
  let port: number;

  beforeAll(async () => {
    await once(server.listen(0, "127.0.0.1"), "listening");
    port = Number(Object(server.address()).port);
  });
  afterAll(() => {
    server.close();
  });

  const runs: [language: "node" | "python", hostname: string][] = [
    ["node", "127.0.0.1"],
    ["node", "contoso.localhost"],
    ...(python === null ? [] : ([["python", "contoso.localhost"]] satisfies [["python", string]])),
  ];

  test.each(runs)(
    "in %s calls %s with the token of the environment and the body as it is",
    async (language, hostname) => {
      const { stdout } = await run(language, awkward, `http://${hostname}:${port}`);
      expect(stdout.trim()).toBe("answer");
      expect(received.at(-1)).toEqual({
        host: `${hostname}:${port}`,
        authorization: "Token secret-of-a-test",
        body: awkward.body,
      });
    },
  );

  test.each(runs)("in %s at %s fails when it is refused, and says with what", async (language, hostname) => {
    const refused = run(language, { ...awkward, path: "/refused" }, `http://${hostname}:${port}`);
    await expect(refused).rejects.toMatchObject({ stderr: expect.stringContaining("403: answer") });
  });
});

function run(language: "node" | "python", call: ExampleCall, origin: string) {
  const [program, ...flags] = language === "node" ? [process.execPath, "--input-type=module"] : [python ?? "", "-"];
  const running = promisify(execFile)(program, flags, {
    env: { NODE_ENV: "test", PATH: process.env.PATH, PORTCULLIS_TOKEN: "secret-of-a-test" },
  });
  running.child.stdin?.end(callExamples(call, origin)[language]);
  return running;
}

function findPython(): string | null {
  return spawnSync("python3", ["--version"]).status === 0 ? "python3" : null;
}
