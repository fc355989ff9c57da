import type { Tenant } from "../domain/tenant";
import { Flights } from "./flights";
import type { DatedSnapshot, KnownEpoch, Snapshot } from "./known-epoch";
import { packId } from "./packed-id";
import { rememberedMilliseconds } from "./times";

/** Finds a tenant by its slug in the database; null when there is none. Rejects when the database is in trouble. */
export type FindTenant = (slug: string) => Promise<Snapshot<Tenant | null>>;

type RememberedTenant = { tenant: Tenant | null; epoch: number; askedAt: number };

const tenantsMaximum = 10_000;
/** Names come from the Host header, so whoever invents them gets a room of their own. */
const absentMaximum = 1_000;

/**
 * Which tenant a host belongs to. Asked on every request before anybody is authenticated, so it is remembered, under the
 * same lease as tokens: a tenant that was renamed, removed or just made is known as such within the same time.
 */
export class TenantDirectory {
  readonly #tenants = new Map<string, RememberedTenant>();
  readonly #absent = new Map<string, RememberedTenant>();
  readonly #flights = new Flights<Tenant | null>();

  constructor(
    private readonly known: KnownEpoch,
    private readonly findTenant: FindTenant,
  ) {}

  /** @throws whatever the database threw, never an older answer */
  find(slug: string): Tenant | null | Promise<Tenant | null> {
    const remembered = this.#tenants.get(slug) ?? this.#absent.get(slug);
    if (remembered !== undefined && this.#stands(remembered)) return remembered.tenant;
    return this.#ask(slug);
  }

  /** Forgets everything, because what was remembered may be of another history of the database. */
  forget(): void {
    this.#tenants.clear();
    this.#absent.clear();
  }

  async #ask(slug: string): Promise<Tenant | null> {
    const answer = await this.#flights.ask(
      slug,
      () => this.#send(slug),
      ({ epoch, generation, value }) =>
        this.known.holdsLease() && generation === this.known.generation && this.#isAboveFloors(epoch, value),
    );
    return answer.value;
  }

  async #send(slug: string): Promise<DatedSnapshot<Tenant | null>> {
    const { generation } = this.known;
    const askedAt = this.known.monotonic();
    const answer = { ...(await this.findTenant(slug)), generation };
    if (generation === this.known.generation)
      this.#remember(slug, { tenant: answer.value, epoch: answer.epoch, askedAt });
    return answer;
  }

  #remember(slug: string, found: RememberedTenant): void {
    const known = this.#tenants.get(slug) ?? this.#absent.get(slug);
    if (known !== undefined && known.epoch > found.epoch) return;
    this.#tenants.delete(slug);
    this.#absent.delete(slug);
    const room = found.tenant === null ? this.#absent : this.#tenants;
    room.set(slug, found);
    const maximum = found.tenant === null ? absentMaximum : tenantsMaximum;
    for (const oldest of room.keys()) {
      if (room.size <= maximum) return;
      room.delete(oldest);
    }
  }

  #stands({ tenant, epoch, askedAt }: RememberedTenant): boolean {
    return (
      this.known.holdsLease() &&
      this.known.monotonic() - askedAt < rememberedMilliseconds &&
      this.#isAboveFloors(epoch, tenant)
    );
  }

  #isAboveFloors(epoch: number, tenant: Tenant | null): boolean {
    return this.known.floors.allowsTenant(epoch, tenant === null ? null : packId(tenant.id));
  }
}
