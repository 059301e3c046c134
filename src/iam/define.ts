import type { Caller } from '../identity/caller.ts';
import { queryOperations } from '../operation/query.ts';
import type { WireRequest } from '../operation/request.ts';
import type { IdentityStore } from '../store/identities.ts';
import type { Clock, RandomBytes } from '../store/surroundings.ts';

export const iamNamespace = 'https://iam.amazonaws.com/doc/2010-05-08/';

/** What every handler of IAM receives besides its input. */
export interface IamContext {
  readonly caller: Caller;
  /** The caller's account: IAM acts on no other. */
  readonly accountId: string;
  readonly request: WireRequest;
  readonly identities: IdentityStore;
  /** Seals the secret of a new access key. */
  readonly seal: (accountId: string, accessKeyId: string, secret: string) => string;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

export const defineOperation = queryOperations<IamContext>('iam', iamNamespace);
