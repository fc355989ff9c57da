import type { Page } from "@playwright/test";

type Answer = { status: number; cacheControl: string; text: string };

/** Fetches from the page itself, with its cookies: only the browser looks up names under `.localhost`. */
export function fetchInPage(page: Page, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return page.evaluate(
    async (request) => {
      const response = await fetch(request.path, { headers: request.headers, cache: "no-store" });
      const text = await response.text();
      return { status: response.status, cacheControl: response.headers.get("cache-control") ?? "", text };
    },
    { path, headers },
  );
}
