/**
 * The oldest version of a package that has the fixes of the advisories named beside it. Checked without a network: a
 * registry's own audit asks one, and answers differently from day to day.
 */
export const advisoryFloors: readonly { name: string; floor: string; because: string }[] = [
  {
    name: "next",
    floor: "16.3.8",
    because:
      "CVE-2025-29927, CVE-2025-55182 to -55184, CVE-2025-67779, CVE-2026-23870, CVE-2026-64641, CVE-2026-64643, " +
      "CVE-2026-27978, CVE-2026-44573 to -44575, CVE-2026-44578, CVE-2026-45109, CVE-2026-94483 to -94485, CVE-2026-94543, " +
      "CVE-2026-94544",
  },
  { name: "react", floor: "19.2.3", because: "CVE-2025-55182, CVE-2025-55183, CVE-2025-55184, CVE-2025-67779" },
  { name: "react-dom", floor: "19.2.3", because: "the same as react, with which it goes" },
  { name: "next-auth", floor: "4.24.12", because: "GHSA-5jpx-9hw9-2fx4 (address parser of the e-mail sign-in)" },
  { name: "fastify", floor: "5.7.2", because: "CVE-2026-25223 (body checks passed by a tab in Content-Type)" },
];
