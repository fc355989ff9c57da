import { expect, type Page } from "@playwright/test";

const people = ["amy", "ben", "carol"];
const hosts = ["slack.com", "www.dropbox.com", "zoom.us", "drive.google.com", "github.com"];

/** A file as a person would choose it. */
export type TestFile = { name: string; text: string };

/** A log as Squid writes it by itself, of the last hour. */
export function squidLog(name: string, lines: number): TestFile {
  const now = Date.now() / 1_000;
  const text = Array.from({ length: lines }, (_, index) => {
    const time = (now - 3_600 + (index * 3_600) / lines).toFixed(3);
    const [host, user] = [hosts[index % hosts.length], people[index % people.length]];
    return `${time} 31 10.1.2.${index % 200} TCP_TUNNEL/200 48210 CONNECT ${host}:443 ${user} HIER_DIRECT/203.0.113.80 -\n`;
  }).join("");
  return { name, text };
}

export async function openUploadForm(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/discovery/uploads/new`);
  await expect(page.getByRole("heading", { name: "Upload a log" })).toBeVisible();
}

/** Drops a file on the form, as a person drags it in from a folder. */
export async function dropFile(page: Page, { name, text }: TestFile): Promise<void> {
  const transfer = await page.evaluateHandle(
    (file) => {
      const data = new DataTransfer();
      data.items.add(new File([file.text], file.name, { type: "text/plain" }));
      return data;
    },
    { name, text },
  );
  const zone = page.getByText("Drop the log here, or choose a file");
  await zone.dispatchEvent("dragover", { dataTransfer: transfer });
  await expect(page.getByText("Let go to choose this file")).toBeVisible();
  await page.getByText("Let go to choose this file").dispatchEvent("drop", { dataTransfer: transfer });
}

/** Chooses a file with the browser's own picker. */
export async function chooseFile(page: Page, { name, text }: TestFile): Promise<void> {
  await page.locator('input[type="file"]').setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
}
