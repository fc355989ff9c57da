import type { Page } from "@playwright/test";

/**
 * Keeps the text of every answer that the page's own scripts fetch. Playwright cannot read an answer that the browser has
 * let go of. Call it before the page opens.
 */
export async function rememberAnswers(page: Page): Promise<string[]> {
  const answers: string[] = [];
  await page.exposeFunction("rememberAnswer", (text: string) => void answers.push(text));
  await page.addInitScript(() => {
    const { fetch } = window;
    window.fetch = async (...request) => {
      const response = await fetch(...request);
      const remember: unknown = Reflect.get(window, "rememberAnswer");
      // An answer that the page has cancelled ends here too.
      const ignore = () => undefined;
      if (typeof remember === "function")
        response
          .clone()
          .text()
          .then((text) => remember(text))
          .catch(ignore);
      return response;
    };
  });
  return answers;
}
