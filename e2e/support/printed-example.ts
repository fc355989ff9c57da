import { execFile, spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { documentationContents } from "@/lib/api-contract/docs";
import { httpCall } from "./http-call";

export type ExampleLanguage = "curl" | "node" | "python";

/** What a program printed, and what it complained about when it failed. */
export type ExampleRun = { printed: string; complaint: string };

const programs: Record<ExampleLanguage, string> = { curl: "sh", node: process.execPath, python: "python3" };

/** Whether this machine has what the language's programs need. */
export function isInstalled(language: ExampleLanguage): boolean {
  return language === "node" || spawnSync(language === "curl" ? "curl" : "python3", ["--version"]).status === 0;
}

/** The program that the documentation prints for an endpoint on a tenant's own page, letter by letter. */
export async function printedExample(tenant: string, endpoint: string, language: ExampleLanguage): Promise<string> {
  const page = await httpCall({ path: pageOf(endpoint), tenant, secret: null });
  const printed = new RegExp(`data-example="${endpoint}-${language}".*?<code[^>]*>(.*?)</code>`, "s").exec(page.text);
  if (!printed?.[1]) throw new Error(`The documentation has no ${language} example of ${endpoint}`);
  return textOf(printed[1]);
}

function pageOf(endpoint: string): string {
  const documented = documentationContents().find(({ endpoints }) => endpoints.some(({ name }) => name === endpoint));
  return documented?.href ?? "/help/api";
}

/** Runs a program from a file, in the folder of that file, with a token in its environment, as the documentation says. */
export async function runProgramWithToken(
  language: ExampleLanguage,
  code: string,
  { file, secret }: { file: string; secret: string },
): Promise<ExampleRun> {
  await writeFile(file, code);
  const { PATH } = process.env;
  const running = promisify(execFile)(programs[language], [file], {
    cwd: path.dirname(file),
    env: { NODE_ENV: "test", PATH, PORTCULLIS_TOKEN: secret },
    timeout: 30_000,
    maxBuffer: 16 * 1024 * 1024,
  });
  return running.then(
    ({ stdout }) => ({ printed: stdout, complaint: "" }),
    (error: { stdout?: string; stderr?: string }) => ({
      printed: error.stdout ?? "",
      complaint: error.stderr || String(error),
    }),
  );
}

/** What React escapes in text. */
function textOf(html: string): string {
  const characters: Record<string, string> = { lt: "<", gt: ">", quot: '"', "#x27": "'", amp: "&" };
  return html.replace(/&(lt|gt|quot|#x27|amp);/g, (whole, name) => characters[name] ?? whole);
}
