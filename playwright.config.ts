import { defineConfig } from "@playwright/test";

const isRoot = process.getuid?.() === 0;

/**
 * Tests of the running portal, which `npm test` starts and describes in PORTAL_TEST_*: `api` calls it over HTTP, `portal`
 * uses it in Chromium. Chromium resolves *.localhost by itself.
 */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // A machine with two cores that does other things beside takes its time, most of all where axe reads a page.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: process.env.PORTAL_TEST_REPORT || "test-results/report.json" }]],
  use: {
    baseURL: process.env.PORTAL_TEST_BASE_URL,
    locale: "en-US",
    timezoneId: "UTC",
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    // Recording every step of every journey costs more than the journeys themselves; `--trace on` records one that fails.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.PORTAL_TEST_CHROMIUM || undefined,
      args: [
        ...(isRoot ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "api", testDir: "e2e/api" },
    { name: "portal", testDir: "e2e/portal" },
    // What the others left behind.
    { name: "after", testDir: "e2e/after", dependencies: ["api", "portal"] },
  ],
});
