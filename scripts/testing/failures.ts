import type { ReportedTest } from "./reported-tests";

const linesOfMessage = 12;

/**
 * The failed tests of a run, each with the first lines of what the runner says: hours of output later, and where only the
 * end of it is kept, this is what a reader needs. Empty when none failed.
 */
export function failuresText(tests: ReportedTest[]): string {
  return tests
    .filter(({ result }) => result === "failed")
    .map(({ file, titles, message }) => {
      const lines = message.split("\n").filter((line) => line.trim() !== "");
      const title = titles.filter((one) => one !== "" && !file.endsWith(one)).join(" › ");
      return [`✘ ${file}${title && ` › ${title}`}`, ...lines.slice(0, linesOfMessage).map((line) => `    ${line}`)];
    })
    .map((lines) => lines.join("\n"))
    .join("\n");
}
