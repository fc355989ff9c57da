import { expect } from "@playwright/test";
import { httpCall } from "./http-call";

export type LogLine = { host: string; user: string; bytes?: number; minutesAgo?: number };

/** A log of Squid in its native format. */
export function squidLog(lines: readonly LogLine[]): string {
  const now = Date.now();
  return lines
    .map(({ host, user, bytes = 48_210, minutesAgo = 60 }, index) => {
      const at = ((now - minutesAgo * 60_000) / 1000).toFixed(3);
      const address = `192.0.2.${10 + (index % 40)}`;
      return `${at} 312 ${address} TCP_TUNNEL/200 ${bytes} CONNECT ${host}:443 ${user} HIER_DIRECT/203.0.113.80 -\n`;
    })
    .join("");
}

/** Sends a log in three calls, as a program with a token does, and waits until it is read. */
export async function sendLog(input: {
  tenant: string;
  /** Of a role that may upload and read. */
  secret: string;
  log: string;
  /** The data source that it goes into. */
  name: string;
  source?: string;
  anonymizeUsers?: boolean;
}): Promise<void> {
  const { tenant, secret, log, name, source = "SQUID_NATIVE", anonymizeUsers } = input;
  const opened = await httpCall({
    path: `/api/v1/discovery/upload_url/?filename=access.log&source=${source}`,
    tenant,
    secret,
  });
  expect(opened.status, opened.text).toBe(200);
  const { url } = JSON.parse(opened.text);
  const { pathname, search } = new URL(url);
  const sent = await httpCall({ method: "PUT", path: pathname + search, tenant, secret: null, body: log });
  expect(sent.status, sent.text).toBe(201);
  const body = { uploadUrl: url, inputStreamName: name, anonymizeUsers };
  const done = await httpCall({ method: "POST", path: "/api/v1/discovery/done_upload/", tenant, secret, body });
  expect(done.status, done.text).toBe(200);
  const states = async () => {
    const answer = await httpCall({ method: "POST", path: "/api/v1/discovery/uploads/", tenant, secret, body: {} });
    return JSON.parse(answer.text).data.map(({ state }: { state: string }) => state);
  };
  await expect.poll(states, { timeout: 30_000 }).toEqual(["done"]);
}
