import { describe, expect, test } from "vitest";
import { testsOfReport } from "./reported-tests";
import { checksOfTitle, securityChecks } from "./security-checks";
import { explainedSecurityChecks, proofsOf, writtenSecurityTests } from "./security-proofs";
import { securityRows, securityTableText } from "./security-table";

const rows = securityRows({ proofs: [], written: writtenSecurityTests(), explained: explainedSecurityChecks() });

describe("the security list", () => {
  test("has for each line a test that names it, or a reason in SECURITY.md", () => {
    const bare = rows.filter(({ result }) => result === "pending").map(({ id }) => id);
    expect(bare).toEqual([]);
  });

  test("is what titles are read by", () => {
    expect(checksOfTitle("M-03: without a tenant no row is seen")).toEqual(["M-03"]);
    expect(checksOfTitle("M-03, T-07: both")).toEqual(["M-03", "T-07"]);
    expect(checksOfTitle("M-99: nobody knows this line")).toEqual([]);
    expect(checksOfTitle("without M-03: in it")).toEqual([]);
  });
});

describe("the table", () => {
  const vitest = {
    testResults: [
      {
        name: "/portal/lib/a.test.ts",
        assertionResults: [
          { ancestorTitles: ["M-03: nothing"], title: "is seen", status: "passed" },
          { ancestorTitles: [], title: "T-07: is said", status: "failed" },
          { ancestorTitles: [], title: "H-01: waits", status: "pending" },
          { ancestorTitles: [], title: "no line", status: "passed" },
        ],
      },
    ],
  };
  const playwright = {
    suites: [
      {
        title: "api/a.spec.ts",
        specs: [{ title: "M-03: over HTTP", file: "api/a.spec.ts", ok: true, tests: [{ status: "expected" }] }],
        suites: [
          {
            title: "H-02: smuggled",
            specs: [{ title: "twice", file: "api/a.spec.ts", ok: true, tests: [{ status: "flaky" }] }],
          },
        ],
      },
    ],
  };
  const proofs = proofsOf([vitest, playwright].flatMap(testsOfReport));
  const resultOf = (id: string) =>
    securityRows({
      proofs,
      written: [{ id: "C-4", file: "lib/soak.faults.test.ts" }],
      explained: new Map([["H-04", "the proxy ends TLS"]]),
    }).find((row) => row.id === id);

  test("says of each line what the runners' own reports say", () => {
    expect(resultOf("M-03")).toMatchObject({ result: "passed", passed: 2 });
    expect(resultOf("T-07")?.result).toBe("failed");
    expect(resultOf("H-01")?.result).toBe("skipped");
    expect(resultOf("H-02")?.result).toBe("failed");
  });

  test("tells a line that did not run from one that has a reason, and from one that nobody proves", () => {
    expect(resultOf("C-4")).toMatchObject({ result: "not run", files: ["lib/soak.faults.test.ts"] });
    expect(resultOf("H-04")?.result).toBe("explained");
    expect(resultOf("P-01")?.result).toBe("pending");
  });

  test("names every line once", () => {
    const text = securityTableText(rows);
    for (const id of Object.keys(securityChecks))
      expect(text.split("\n").filter((line) => line.startsWith(`${id} `))).toHaveLength(1);
  });
});
