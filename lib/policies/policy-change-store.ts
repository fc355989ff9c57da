import { randomBytes } from "node:crypto";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { Failure } from "../domain/failure";
import type { Policy } from "../domain/policy";
import type { PolicyRule } from "../domain/policy-rule";

/** All that people say about a policy. */
export type PolicySettings = Pick<Policy, "name" | "description" | "severity" | "dailyLimit"> & {
  rule: PolicyRule | null;
};

/**
 * A new policy, switched on.
 * @returns its id
 * @throws Failure `conflict` (field `name`) when the tenant has a policy of that name
 */
export async function insertPolicy(
  tx: Transaction,
  { tenantId }: Visibility,
  policy: PolicySettings & Pick<Policy, "type">,
  now: Date,
): Promise<string> {
  const id = randomBytes(12).toString("hex");
  const rest = { isEnabled: true, isBuiltIn: false, createdAt: now, modifiedAt: now };
  await nameOnce(
    policy.name,
    tx.policy.createMany({ data: [{ tenantId, id, ...policy, rule: policy.rule ?? Prisma.DbNull, ...rest }] }),
  );
  return id;
}

/**
 * Replaces what people say about a policy.
 * @throws Failure `conflict` (field `name`) when another policy of the tenant has that name
 */
export async function savePolicy(
  tx: Transaction,
  { tenantId }: Visibility,
  id: string,
  policy: PolicySettings,
  now: Date,
): Promise<void> {
  await nameOnce(
    policy.name,
    tx.policy.updateMany({
      where: { tenantId, id },
      data: { ...policy, rule: policy.rule ?? Prisma.DbNull, modifiedAt: now },
    }),
  );
}

export async function markPolicyEnabled(
  tx: Transaction,
  { tenantId }: Visibility,
  id: string,
  isEnabled: boolean,
  now: Date,
): Promise<void> {
  await tx.policy.updateMany({ where: { tenantId, id }, data: { isEnabled, modifiedAt: now } });
}

/** Its report goes with it. Its alerts stay, and go on naming it. */
export async function deletePolicyRow(tx: Transaction, { tenantId }: Visibility, id: string): Promise<void> {
  await tx.policy.deleteMany({ where: { tenantId, id } });
}

export function countAllPolicies(tx: Transaction, { tenantId }: Visibility): Promise<number> {
  return tx.policy.count({ where: { tenantId } });
}

/** Of two who choose one name at once, the second is told so by the database. */
async function nameOnce(name: string, writing: Promise<unknown>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== "P2002") throw error;
    throw new Failure("conflict", `There is a policy with the name ${name} already`, {
      field: "name",
      messageKey: "policyNameTaken",
    });
  }
}
