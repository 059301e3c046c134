import type { Caller } from '../identity/caller.ts';
import type { Directory } from '../identity/directory.ts';
import type { IdSource } from '../identity/ids.ts';
import type { SessionTokens } from '../identity/session-token.ts';
import { queryOperations } from '../operation/query.ts';
import type { WireRequest } from '../operation/request.ts';
import type { IdentityStore } from '../store/identities.ts';
import type { Clock } from '../store/surroundings.ts';

export const stsNamespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** What every handler of STS receives besides its input. */
export interface StsContext {
  readonly caller: Caller;
  readonly request: WireRequest;
  readonly identities: IdentityStore;
  readonly directory: Directory;
  readonly sessionTokens: SessionTokens;
  readonly ids: IdSource;
  readonly clock: Clock;
}

export const defineOperation = queryOperations<StsContext>('sts', stsNamespace);
