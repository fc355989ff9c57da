import { type ExampleLanguage, exampleDetour } from "./call-examples";

/** Under this name the documentation shows the programs, as it shows those of an endpoint under the endpoint's. */
export const uploadExampleName = "uploadLog";

/**
 * Programs that upload the proxy log `access.log` of the folder that they run in: get a URL, send the file there, finish,
 * wait until it is parsed, and list the reports and the apps that the log tells of. Like the examples of single calls
 * they take the token from PORTCULLIS_TOKEN, need no package, and reach a host below `.localhost` by address.
 * @param origin where the calls go: a tenant's own origin
 */
export function uploadExamples(origin: string): Record<ExampleLanguage, string> {
  return { curl: shellCommands(origin), python: pythonProgram(origin), node: nodeProgram(origin) };
}

function shellCommands(origin: string): string {
  const detour = exampleDetour(origin) === null ? "" : " --connect-to ::127.0.0.1:";
  const call = `curl -sS${detour} -H "Authorization: Token $PORTCULLIS_TOKEN"`;
  const below = `${origin}/api/v1/discovery`;
  return `# 1. Ask where to send the file.
OPENED=$(${call} \\
  '${below}/upload_url/?filename=access.log&source=SQUID_NATIVE')
echo "$OPENED"
UPLOAD_URL=$(echo "$OPENED" | sed 's/.*"url":"\\([^"]*\\)".*/\\1/')

# 2. Send it there. The URL itself is the right to do so: no token.
curl -sS${detour} -T access.log -H 'x-ms-blob-type: BlockBlob' "$UPLOAD_URL"

# 3. Give it to a data source, which is made when there is none of that name.
${call} \\
  -H 'Content-Type: application/json' \\
  -d "{\\"uploadUrl\\": \\"$UPLOAD_URL\\", \\"inputStreamName\\": \\"Proxy Taipei\\"}" \\
  '${below}/done_upload/'

# 4. Wait until it is parsed, at most two minutes.
for i in $(seq 120); do
  ${call} \\
    '${below}/uploads/?limit=1' | grep -E '"state":"(done|failed)"' && break
  sleep 1
done

# 5. The reports, and the apps of the last 90 days.
${call} \\
  '${below}/streams/'
${call} \\
  '${below}/discovered_apps/?streamId=Global%20View&timeFrame=90'`;
}

function pythonProgram(origin: string): string {
  const detour = exampleDetour(origin);
  const host = detour === null ? "{}" : `{"Host": ${JSON.stringify(detour.host)}}`;
  return `import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

TENANT = ${JSON.stringify(origin)}
ORIGIN = ${JSON.stringify(detour?.address ?? origin)}
HOST = ${host}
FILE = "access.log"


def send(method, url, data, headers):
    request = urllib.request.Request(url, method=method, data=data, headers={**HOST, **headers})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as refusal:
        sys.exit(f"{refusal.code}: {refusal.read().decode()}")


def call(method, path, body=None):
    headers = {"Authorization": "Token " + os.environ["PORTCULLIS_TOKEN"], "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    return json.loads(send(method, ORIGIN + "/api/v1/discovery" + path, data, headers))


# 1. Ask where to send the file.
query = urllib.parse.urlencode({"filename": FILE, "source": "SQUID_NATIVE"})
upload_url = call("GET", "/upload_url/?" + query)["url"]

# 2. Send it there. The URL itself is the right to do so: no token.
size = {"Content-Length": str(os.path.getsize(FILE)), "x-ms-blob-type": "BlockBlob"}
with open(FILE, "rb") as log:
    send("PUT", upload_url.replace(TENANT, ORIGIN), log, size)

# 3. Give it to a data source, which is made when there is none of that name.
call("POST", "/done_upload/", {"uploadUrl": upload_url, "inputStreamName": "Proxy Taipei"})

# 4. Wait until it is parsed.
upload = call("GET", "/uploads/?limit=1")["data"][0]
while upload["state"] not in ("done", "failed"):
    time.sleep(1)
    upload = call("GET", "/uploads/?limit=1")["data"][0]
print(upload["state"], upload["failure"] or upload["summary"])

# 5. The reports, and the apps of the last 90 days.
for stream in call("GET", "/streams/")["streams"]:
    print("report:", stream["displayName"])
for app in call("GET", "/discovered_apps/?streamId=Global%20View&timeFrame=90")["data"]:
    print("app:", app["name"], app["trafficTotalEvents"])`;
}

function nodeProgram(origin: string): string {
  const detour = exampleDetour(origin);
  const client = origin.startsWith("https:") ? "node:https" : "node:http";
  const host = detour === null ? "{}" : `{ host: ${JSON.stringify(detour.host)} }`;
  return `import { once } from "node:events";
import { createReadStream, statSync } from "node:fs";
import { request } from "${client}";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";

const tenant = ${JSON.stringify(origin)};
const origin = ${JSON.stringify(detour?.address ?? origin)};
const host = ${host};
const file = "access.log";

async function send(method, url, headers, content) {
  const outgoing = request(url, { method, headers: { ...host, ...headers } });
  const answered = once(outgoing, "response");
  Readable.from(content).pipe(outgoing);
  const [answer] = await answered;
  const body = await text(answer);
  if (answer.statusCode >= 400) throw new Error(\`\${answer.statusCode}: \${body}\`);
  return body;
}

async function call(method, path, body) {
  const authorization = \`Token \${process.env.PORTCULLIS_TOKEN}\`;
  const content = body === undefined ? [] : [JSON.stringify(body)];
  const headers = { authorization, "content-type": "application/json" };
  return JSON.parse(await send(method, \`\${origin}/api/v1/discovery\${path}\`, headers, content));
}

// 1. Ask where to send the file.
const query = new URLSearchParams({ filename: file, source: "SQUID_NATIVE" });
const { url: uploadUrl } = await call("GET", \`/upload_url/?\${query}\`);

// 2. Send it there. The URL itself is the right to do so: no token.
const size = { "content-length": statSync(file).size, "x-ms-blob-type": "BlockBlob" };
await send("PUT", uploadUrl.replace(tenant, origin), size, createReadStream(file));

// 3. Give it to a data source, which is made when there is none of that name.
await call("POST", "/done_upload/", { uploadUrl, inputStreamName: "Proxy Taipei" });

// 4. Wait until it is parsed.
const latest = async () => (await call("GET", "/uploads/?limit=1")).data[0];
let upload = await latest();
while (upload.state !== "done" && upload.state !== "failed") {
  await pause(1000);
  upload = await latest();
}
console.log(upload.state, upload.failure ?? upload.summary);

// 5. The reports, and the apps of the last 90 days.
for (const stream of (await call("GET", "/streams/")).streams) console.log("report:", stream.displayName);
const { data: apps } = await call("GET", "/discovered_apps/?streamId=Global%20View&timeFrame=90");
for (const app of apps) console.log("app:", app.name, app.trafficTotalEvents);`;
}
