import { isFailure } from "../domain/failure";
import { leaseRequests, returnRequests } from "./quota-store";
import { RequestQuota } from "./request-quota";

/**
 * One process of the portal, for the database test: spends requests of one token, as many at once as told, until it is
 * refused, and tells how many were admitted and how many statements that took.
 */
const [tenantId = "", tokenId = "", perToken = "", perTenant = "", atOnce = ""] = process.argv.slice(2);
let statements = 0;
let admitted = 0;
const quota = new RequestQuota(
  { perToken: Number(perToken), perTenant: Number(perTenant) },
  {
    now: () => performance.now(),
    giveBack: returnRequests,
    lease: (orders) => {
      statements += 1;
      return leaseRequests(orders);
    },
  },
);
const principal = {
  kind: "token",
  tokenKind: "api",
  tenantId,
  tenantSlug: "contoso",
  memberId: tenantId,
  memberName: "Ada",
  memberEmail: "ada@contoso.example",
  role: "security-reader",
  tokenId,
  tokenPublicId: "public",
  tokenName: "scanner",
} as const;

async function spendUntilRefused(): Promise<void> {
  for (;;) {
    try {
      await quota.spend(principal);
      admitted += 1;
    } catch (error) {
      if (isFailure(error)) return;
      throw error;
    }
  }
}

await new Promise((resolve) => {
  process.once("message", resolve);
  process.send?.({ type: "ready" });
});
await Promise.all(Array.from({ length: Number(atOnce) }, spendUntilRefused));
process.send?.({ type: "done", admitted, statements });
process.disconnect();
process.exit(0);
