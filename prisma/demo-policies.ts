import type { Policy } from "@/lib/domain/policy";
import { alertKinds } from "./demo-alert-kinds";

const day = 24 * 60 * 60 * 1000;

/** The policies that the demo alerts name, all switched on. */
export function demoPolicies(now: Date): Policy[] {
  const byId = new Map<string, Policy>();
  for (const { policy, severity, title } of alertKinds) {
    if (policy === null || byId.has(policy.id)) continue;
    const createdAt = new Date(now.getTime() - (120 + byId.size * 7) * day);
    const { id, type, label: name } = policy;
    const description = `Raises the alert “${title}”.`;
    byId.set(id, {
      id,
      type,
      name,
      description,
      severity: severity === 3 ? 0 : severity,
      isEnabled: true,
      createdAt,
      modifiedAt: createdAt,
    });
  }
  return [...byId.values()];
}
