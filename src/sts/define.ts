import type { Caller } from '../identity/caller.ts';
import { queryOperations } from '../operation/query.ts';
import type { WireRequest } from '../operation/request.ts';
import type { IdentityStore } from '../store/identities.ts';
import type { Clock, RandomBytes } from '../store/surroundings.ts';

export const stsNamespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** What every handler of STS receives besides its input. */
export interface StsContext {
  readonly caller: Caller;
  readonly request: WireRequest;
  readonly identities: IdentityStore;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

export const defineOperation = queryOperations<StsContext>('sts', stsNamespace);
