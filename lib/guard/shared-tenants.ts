import { packId } from "./packed-id";

/** What the remembered tokens of one tenant share. */
export type SharedTenant = { key: string; id: string; slug: string };

/** The tenants of remembered tokens, each once, under a small number. Kept as long as a token refers to them. */
export class SharedTenants {
  readonly #numbers = new Map<string, number>();
  readonly #tenants: (SharedTenant & { tokens: number })[] = [];
  readonly #free: number[] = [];

  /** The number of a tenant, for one more token. */
  take(id: string, slug: string): number {
    const name = nameOf({ id, slug });
    const known = this.#numbers.get(name);
    if (known !== undefined) {
      this.at(known).tokens += 1;
      return known;
    }
    const number = this.#free.pop() ?? this.#tenants.length;
    this.#numbers.set(name, number);
    this.#tenants[number] = { key: packId(id), id, slug, tokens: 1 };
    return number;
  }

  /** One token fewer refers to it. */
  giveBack(number: number): void {
    const tenant = this.at(number);
    tenant.tokens -= 1;
    if (tenant.tokens > 0) return;
    this.#numbers.delete(nameOf(tenant));
    this.#free.push(number);
  }

  at(number: number): SharedTenant & { tokens: number } {
    const tenant = this.#tenants[number];
    if (tenant === undefined) throw new Error("a remembered token has no tenant");
    return tenant;
  }
}

/** With the slug: a tenant that was renamed is another one here. */
function nameOf({ id, slug }: { id: string; slug: string }): string {
  return `${id} ${slug}`;
}
