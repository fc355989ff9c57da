import { expect, test } from "vitest";
import { type CustomParser, customParserInput } from "@/lib/domain/discovery-parser";
import { controlOfParserPath, draftOf, emptyParserDraft, parserOf } from "./parser-draft";

const plain: CustomParser = {
  kind: "csv",
  name: "Branch proxy",
  delimiter: "\t",
  columns: ["a", "b", "c"],
  time: { kind: "one", column: "a", format: "epoch-seconds" },
  sourceIp: "b",
  destinationUrl: "c",
};
const rich: CustomParser = {
  kind: "key-value",
  name: "Firewall",
  delimiter: " ",
  time: { kind: "separate", dateColumn: "d", dateFormat: "d/M/yyyy", timeColumn: "t", timeFormat: "HH:mm:ss" },
  sourceIp: "src",
  destinationIp: "dst",
  destinationUrl: "url",
  user: "who",
  uploaded: "up",
  downloaded: "down",
  total: "sum",
  action: "act",
  denyTerm: "blocked",
};

test.each([plain, rich])("a parser that is opened in the form and saved again stays as it was", (parser) => {
  expect(customParserInput.parse(parserOf(draftOf(parser)))).toEqual(parser);
});

test("an empty form is refused at fields that it has", () => {
  const issues = customParserInput.safeParse(parserOf(emptyParserDraft)).error?.issues ?? [];
  expect(issues.length).toBeGreaterThan(2);
  for (const { path } of issues) expect(emptyParserDraft).toHaveProperty(controlOfParserPath(path.join(".")));
  expect(controlOfParserPath("customParser.time.format")).toBe("timeFormat");
  expect(controlOfParserPath("customParser.columns.3")).toBe("columns");
});
