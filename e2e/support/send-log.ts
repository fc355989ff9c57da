import { expect } from "@playwright/test";
import { httpCall } from "./http-call";

/** Sends a log through the API, as a program would, and waits until it is parsed. */
export async function sendLog(input: {
  tenant: string;
  /** Of a role that may upload and read. */
  secret: string;
  source: string;
  /** The data source that it goes into. */
  streamName: string;
  text: string;
  anonymizeUsers?: boolean;
}): Promise<void> {
  const { tenant, secret, source, streamName: inputStreamName, text, anonymizeUsers } = input;
  const json: [string, string][] = [["Content-Type", "application/json"]];
  const openPath = `/api/v1/discovery/upload_url/?filename=access.log&source=${source}`;
  const opened = await httpCall({ path: openPath, secret, tenant });
  const { url: uploadUrl }: { url: string } = JSON.parse(opened.text);
  const { pathname, search } = new URL(uploadUrl);
  const sent = await httpCall({ method: "PUT", path: pathname + search, secret: null, tenant, body: text });
  expect(sent.status, sent.text).toBe(201);
  const finished = await httpCall({
    method: "POST",
    path: "/api/v1/discovery/done_upload/",
    secret,
    tenant,
    body: JSON.stringify({ uploadUrl, inputStreamName, anonymizeUsers }),
    headers: json,
  });
  expect(finished.status, finished.text).toBe(200);
  await expect
    .poll(async () => {
      const { data } = JSON.parse((await httpCall({ path: "/api/v1/discovery/uploads/", secret, tenant })).text);
      return data.map(({ state }: { state: string }) => state);
    })
    .toEqual(["done"]);
}
