import { createServer } from "node:http";
import type { Page, Request } from "@playwright/test";

/** A web site of somebody else, served from this machine, so that a browser lets its pages call the portal. */
export type HostileSite = {
  /** The page's address under a host name below `localhost`. */
  urlFor(hostname: string): string;
  close(): Promise<void>;
};

/** Serves one page, whatever is asked, under every host name. */
export async function serveHostileSite(html: string): Promise<HostileSite> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
  });
  await new Promise<void>((resolve) => server.listen({ host: "127.0.0.1", port: 0 }, resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    urlFor: (hostname) => `http://${hostname}:${port}/`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A POST that a browser sends to another origin without asking it for permission first. */
export type HostilePost = {
  url: string;
  encoding: "multipart/form-data" | "text/plain";
  fields: Readonly<Record<string, string>>;
};

/** As a form and by script, and both from a sandboxed frame too. */
export const waysToPost = 4;

/**
 * A page that sends each post as a form and as a request without CORS, does both once more from a sandboxed frame, whose
 * Origin is `null`, and shows a page of the portal in the frame `framed`.
 */
export function hostilePage(posts: readonly HostilePost[], framed: string): string {
  const attack = posts.map(formOf).join("") + scriptOf(posts);
  return `<!doctype html><title>Hostile</title>${attack}
    <iframe sandbox="allow-scripts allow-forms" srcdoc="${escaped(attack)}"></iframe>
    <iframe name="framed" src="${framed}"></iframe>`;
}

function formOf({ url, encoding, fields }: HostilePost, index: number): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  return `<iframe name="answer-${index}"></iframe>
    <form method="post" action="${url}" enctype="${encoding}" target="answer-${index}">${inputs.join("")}</form>`;
}

function scriptOf(posts: readonly HostilePost[]): string {
  return `<script>
    for (const form of document.forms) form.submit();
    for (const { url, encoding, fields } of ${JSON.stringify(posts)}) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      const text = Object.entries(fields).map((field) => field.join("=")).join("&");
      const body = encoding === "text/plain" ? text : form;
      fetch(url, { method: "POST", mode: "no-cors", credentials: "include", body }).catch(() => {});
    }
  </script>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

export type PostAnswer = {
  path: string;
  /** Null where the answer's own Cross-Origin-Resource-Policy kept all of it from the page. */
  status: number | null;
  origin: string | undefined;
  hasSession: boolean;
};

/** Collects how an origin answered the posts of a page and of its frames, as the browser saw it. */
export function watchPosts(page: Page, origin: string): PostAnswer[] {
  const answers: PostAnswer[] = [];
  const note = async (request: Request, status: number | null) => {
    const url = new URL(request.url());
    if (request.method() !== "POST" || url.origin !== origin) return;
    const { cookie = "", origin: sender } = await request.allHeaders();
    answers.push({ path: url.pathname, status, origin: sender, hasSession: cookie.includes("portcullis.session") });
  };
  page.on("response", (response) => note(response.request(), response.status()));
  page.on("requestfailed", (request) => {
    if (request.failure()?.errorText === "net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin") return note(request, null);
  });
  return answers;
}
