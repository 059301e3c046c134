import type { LookBackQuery, LookedBack } from '../audit/look-back.ts';
import type { Caller } from '../identity/caller.ts';
import { jsonOperations } from '../operation/json.ts';
import type { Clock } from '../store/surroundings.ts';

/** What every handler of the record's service receives besides its input. */
export interface CloudTrailContext {
  readonly caller: Caller;
  /** The caller's account. */
  readonly accountId: string;
  readonly clock: Clock;
  /** Undefined where the server keeps no records. */
  readonly lookBack: ((query: LookBackQuery) => LookedBack) | undefined;
}

export const defineOperation = jsonOperations<CloudTrailContext>('cloudtrail');
