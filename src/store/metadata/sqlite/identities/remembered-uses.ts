import type { Use } from '../../../identities/activity.ts';

/** When something was used last, and where. */
export interface LastUse {
  atMs: number;
  service: string;
  region: string;
}

/** The uses of a principal in one service. */
interface ServiceUse extends LastUse {
  readonly actions: Map<string, LastUse>;
}

/**
 * The newest of each kind of use, until they are written. It is told of every request: maps by the
 * strings that are there already, whose hashes are known, and entries that are changed in place.
 */
export class RememberedUses {
  readonly #keys = new Map<string, LastUse>();
  readonly #principals = new Map<string, Map<string, ServiceUse>>();
  readonly #passwords = new Map<string, number>();
  #size = 0;

  /** How many different uses there are. */
  get size(): number {
    return this.#size;
  }

  use(use: Use): void {
    const { accessKeyId, principalId, action } = use;
    if (accessKeyId !== undefined) this.#renew(this.#keys, accessKeyId, use);
    const service = this.#service(principalId, use);
    renew(service, use);
    if (action !== undefined) this.#renew(service.actions, action, use);
  }

  password(principalId: string, atMs: number): void {
    const known = this.#passwords.get(principalId);
    if (known === undefined) this.#size += 1;
    this.#passwords.set(principalId, Math.max(atMs, known ?? 0));
  }

  /** Takes over what another remembers, and keeps the newer of each. */
  merge(other: RememberedUses): void {
    other.eachKey((id, use) => this.#renew(this.#keys, id, use));
    other.eachPrincipal((id, action, use) => {
      const service = this.#service(id, use);
      if (action === undefined) renew(service, use);
      else this.#renew(service.actions, action, use);
    });
    other.eachPassword((id, atMs) => this.password(id, atMs));
  }

  eachKey(tell: (accessKeyId: string, use: LastUse) => void): void {
    for (const [id, use] of this.#keys) tell(id, use);
  }

  /** Each service of each principal, and then each action in it. */
  eachPrincipal(tell: (id: string, action: string | undefined, use: LastUse) => void): void {
    for (const [id, services] of this.#principals) {
      for (const service of services.values()) {
        tell(id, undefined, service);
        for (const [action, use] of service.actions) tell(id, action, use);
      }
    }
  }

  eachPassword(tell: (principalId: string, atMs: number) => void): void {
    for (const [id, atMs] of this.#passwords) tell(id, atMs);
  }

  #service(principalId: string, { atMs, service, region }: LastUse): ServiceUse {
    let services = this.#principals.get(principalId);
    if (services === undefined) {
      services = new Map();
      this.#principals.set(principalId, services);
    }
    let known = services.get(service);
    if (known === undefined) {
      known = { atMs, service, region, actions: new Map() };
      services.set(service, known);
      this.#size += 1;
    }
    return known;
  }

  #renew(uses: Map<string, LastUse>, name: string, use: LastUse): void {
    const known = uses.get(name);
    if (known !== undefined) {
      renew(known, use);
      return;
    }
    const { atMs, service, region } = use;
    uses.set(name, { atMs, service, region });
    this.#size += 1;
  }
}

/** Moves a last use forward, never back. */
function renew(known: LastUse, { atMs, service, region }: LastUse): void {
  if (atMs < known.atMs) return;
  known.atMs = atMs;
  known.service = service;
  known.region = region;
}
