import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "@playwright/test";

/** The headless shell comes first: it is the same engine without windows, and journeys take half the time in it. */
const USUAL_PLACES = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/opt/google/chrome/chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const DOWNLOAD_MILLISECONDS = 120_000;

/**
 * The Chromium that browser tests use: PORTAL_TEST_BROWSER or CHROMIUM_PATH, an installed one, Playwright's own, and when
 * there is none, one that is installed now (Playwright's download; Debian's package when that cannot be had and we are root).
 * @throws Error with one sentence that names the remedy.
 */
export function findBrowser(): string {
  const given = process.env.PORTAL_TEST_BROWSER || process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new Error(`There is no browser at ${given}: correct PORTAL_TEST_BROWSER (or CHROMIUM_PATH), or unset it.`);
  }
  const installed = installedBrowser();
  if (installed !== null) return installed;
  downloadWithPlaywright();
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  installFromDebian();
  const fresh = installedBrowser();
  if (fresh !== null) return fresh;
  throw new Error(
    "Browser tests need Chromium or Chrome: install one, or name it with PORTAL_TEST_BROWSER=/path/to/chromium.",
  );
}

function installedBrowser(): string | null {
  return [...USUAL_PLACES, chromium.executablePath()].find((place) => existsSync(place)) ?? null;
}

function downloadWithPlaywright(): void {
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  spawnSync(process.execPath, [cli, "install", "chromium"], {
    stdio: "ignore",
    timeout: DOWNLOAD_MILLISECONDS,
    killSignal: "SIGKILL",
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "15000" },
  });
}

/** With a font for Chinese, which the pages are also tested in. */
function installFromDebian(): void {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args: string[]) => spawnSync("apt-get", ["-qq", ...args], { stdio: "ignore", env });
  apt("update");
  apt("install", "-y", "--no-install-recommends", "chromium-headless-shell", "fonts-noto-cjk");
  // Older releases have the whole browser only.
  if (installedBrowser() === null) apt("install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk");
}
