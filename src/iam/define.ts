import type { Caller } from '../identity/caller.ts';
import type { IdentityQuotas } from '../identity/quotas.ts';
import { ServiceError } from '../operation/errors.ts';
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
  /** The quotas that the store keeps; the account's summary tells them. */
  readonly quotas: IdentityQuotas;
  /** Seals the secret of a new access key. */
  readonly seal: (accountId: string, accessKeyId: string, secret: string) => string;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

export const defineOperation = queryOperations<IamContext>('iam', iamNamespace);

/**
 * IAM takes no session of GetSessionToken without MFA, nor of a federated user ("Comparing the AWS
 * STS API operations"); it answers as if the token were unknown.
 * @throws ServiceError InvalidClientTokenId
 */
export function refuseRestrictedSession({ credential }: Caller): void {
  const type = credential?.sessionContext.get('session-type');
  if (type !== 'session-token' && type !== 'federated-user') return;
  if (credential?.sessionContext.get('aws:multifactorauthpresent') === 'true') return;
  throw new ServiceError('InvalidClientTokenId');
}
