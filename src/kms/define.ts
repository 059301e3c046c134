import type { Caller } from '../identity/caller.ts';
import type { KeyRing } from '../identity/key-ring.ts';
import type { PrincipalNames } from '../identity/principal-binding.ts';
import { jsonOperations } from '../operation/json.ts';
import type { Keys } from '../store/keys.ts';
import type { Clock, RandomBytes } from '../store/surroundings.ts';

/** What every handler of the key service receives besides its input. */
export interface KmsContext {
  readonly caller: Caller;
  /** The caller's account. */
  readonly accountId: string;
  readonly region: string;
  readonly keys: Keys;
  readonly ring: KeyRing;
  readonly principals: PrincipalNames;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

export const defineOperation = jsonOperations<KmsContext>('kms');
