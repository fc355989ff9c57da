import type { TokenPrincipal } from "../domain/access";

/** The calls of one tenant that were let in from memory during one outage of the database. */
export type GraceSpan = { tenantId: string; tenantSlug: string; from: Date; until: Date; calls: number };

/**
 * Which calls were let in only because `AUTH_MODE=grace` stretched the lease while the database was away. As many entries
 * as tenants are remembered.
 */
export class GraceRecord {
  #spans = new Map<string, GraceSpan>();

  /** @returns whether it is the first of its tenant since they were taken */
  count({ tenantId, tenantSlug }: Pick<TokenPrincipal, "tenantId" | "tenantSlug">, at: Date): boolean {
    const span = this.#spans.get(tenantId);
    if (span === undefined) {
      this.#spans.set(tenantId, { tenantId, tenantSlug, from: at, until: at, calls: 1 });
      return true;
    }
    span.calls += 1;
    span.until = at;
    return false;
  }

  /** Gives everything away. */
  take(): GraceSpan[] {
    const spans = [...this.#spans.values()];
    this.#spans = new Map();
    return spans;
  }

  /** Takes back what could not be written. */
  giveBack(span: GraceSpan): void {
    const later = this.#spans.get(span.tenantId);
    const { from, calls } = span;
    this.#spans.set(span.tenantId, later === undefined ? span : { ...later, from, calls: calls + later.calls });
  }
}
