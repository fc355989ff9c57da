import { explainedSecurityChecks, writtenSecurityTests } from "./testing/security-proofs";
import { lastSecurityResults } from "./testing/security-results";
import { securityRows, securityTableText } from "./testing/security-table";

/** `npm run security:table`: the security list with its tests, and how they ended when they ran last on this machine. */
const { ranAt, proofs } = lastSecurityResults();
console.log(
  securityTableText(securityRows({ proofs, written: writtenSecurityTests(), explained: explainedSecurityChecks() })),
);
for (const [part, at] of ranAt) console.log(`The tests "${part}" ran at ${at}.`);
if (ranAt.size === 0) console.log("No test ran here yet: npm test, and npm run test:faults.");
