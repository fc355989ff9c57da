/**
 * The number by which records name their tenant, as published clients expect one. Stable, positive, and of no use for
 * anything: it is made of the id's last 31 bits.
 */
export function tenantNumber(tenantId: string): number {
  return Number.parseInt(tenantId.slice(-8), 16) & 0x7fffffff;
}
