import { readFileSync } from "node:fs";
import path from "node:path";
import type { AppTag } from "@/lib/domain/discovery-tag";

/** An app that the demo's people use. */
export type DemoUse = {
  appId: number;
  /** How likely somebody uses it, beside the others. */
  weight: number;
  /** Median bytes of one transaction. */
  uploads: number;
  downloads: number;
  /** Most of its traffic is blocked at the gateway. */
  isBlocked: boolean;
  /** People took it up in the course of the last weeks. */
  isNew: boolean;
};

const KB = 1_000;
const MB = 1_000 * KB;

/** The apps that carry most of an office's traffic, by the ids of the catalogue: id, weight, uploads, downloads. */
const popular: readonly (readonly [number, number, number, number])[] = [
  [28375, 120, 60 * KB, 180 * KB], // Microsoft Teams
  [20893, 110, 25 * KB, 90 * KB], // Microsoft Exchange Online
  [20892, 90, 80 * KB, 420 * KB], // Microsoft SharePoint Online
  [30125, 60, 12 * KB, 60 * KB], // Slack
  [30551, 55, 900 * KB, 1_400 * KB], // Zoom
  [11114, 45, 15 * KB, 110 * KB], // Salesforce
  [30114, 40, 30 * KB, 240 * KB], // GitHub
  [30094, 38, 220 * KB, 340 * KB], // Google Drive
  [11599, 36, 400 * KB, 700 * KB], // Amazon Web Services
  [30740, 34, 4 * KB, 160 * KB], // LinkedIn
  [30533, 30, 6 * KB, 4 * MB], // YouTube
  [14509, 26, 9 * KB, 70 * KB], // ServiceNow
  [30126, 26, 14 * KB, 120 * KB], // Confluence
  [10489, 22, 600 * KB, 500 * KB], // Box
  [30128, 20, 12 * KB, 95 * KB], // Notion
  [11627, 18, 1_200 * KB, 700 * KB], // Dropbox
  [30596, 18, 40 * KB, 520 * KB], // Figma
  [30423, 16, 6 * KB, 60 * KB], // Workday
  [30629, 12, 90 * KB, 130 * KB], // DocuSign
  [30333, 12, 2 * KB, 80 * KB], // Stack Overflow
];
const rising: readonly (readonly [number, number, number, number])[] = [
  [30343, 48, 22 * KB, 45 * KB], // ChatGPT
  [30349, 34, 18 * KB, 40 * KB], // Microsoft Copilot
  [30345, 26, 26 * KB, 48 * KB], // Claude
  [30352, 10, 20 * KB, 35 * KB], // DeepSeek
  [30351, 12, 8 * KB, 60 * KB], // Perplexity
  [30382, 14, 30 * KB, 30 * KB], // DeepL
];
const refused: readonly (readonly [number, number, number, number])[] = [
  [30195, 8, 12 * MB, 40 * KB], // WeTransfer
  [30582, 7, 300 * KB, 200 * KB], // Telegram
];

/** What the demo tenants have said about apps. */
export const demoAppTags: readonly { appId: number; tag: AppTag }[] = [
  ...[28375, 20893, 20892, 11114, 30114, 14509, 30423].map((appId) => ({ appId, tag: "sanctioned" as const })),
  ...[30195, 30582, 30352].map((appId) => ({ appId, tag: "unsanctioned" as const })),
  { appId: 30343, tag: "monitored" },
];

/** How many apps of the catalogue's long tail are used now and then. */
const tailApps = 320;

/** The apps of the demo: the busy ones first, then a long tail of others from the catalogue. */
export function demoUses(): DemoUse[] {
  const use = (isNew: boolean, isBlocked: boolean) => {
    return ([appId, weight, uploads, downloads]: readonly [number, number, number, number]): DemoUse => ({
      appId,
      weight,
      uploads,
      downloads,
      isBlocked,
      isNew,
    });
  };
  const named = [...popular.map(use(false, false)), ...rising.map(use(true, false)), ...refused.map(use(false, true))];
  const taken = new Set(named.map(({ appId }) => appId));
  const others = catalogueIds().filter((id) => !taken.has(id));
  const step = Math.max(1, Math.floor(others.length / tailApps));
  const tail = others.filter((_, index) => index % step === 0).slice(0, tailApps);
  return [
    ...named,
    ...tail.map((appId, index) => use(index % 9 === 0, false)([appId, 60 / (index + 12), 6 * KB, 70 * KB])),
  ];
}

/** The apps that people wrote into the catalogue: software that offices know. */
function catalogueIds(): number[] {
  const file = path.join(import.meta.dirname, "..", "catalog", "curated.tsv");
  const [, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  return lines.map((line) => Number(line.split("\t", 1)[0]));
}
