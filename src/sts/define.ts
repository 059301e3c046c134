import type { Caller } from '../identity/caller.ts';
import type { Directory } from '../identity/directory.ts';
import type { IdSource } from '../identity/ids.ts';
import type { SessionTokens } from '../identity/session-token.ts';
import type { AuthorizationMessages } from '../operation/authorization-message.ts';
import type { ErrorCode } from '../operation/errors.ts';
import { type QueryDeclaration, type QueryOperation, queryOperations } from '../operation/query.ts';
import type { WireRequest } from '../operation/request.ts';
import type { Members } from '../operation/shape.ts';
import type { IdentityStore } from '../store/identities.ts';
import type { Clock } from '../store/surroundings.ts';
import { refuseLimitedSession } from './session-limits.ts';
import type { ProviderKeys } from './web-identity/provider-keys.ts';

export const stsNamespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** What every handler of STS receives besides its input. */
export interface StsContext {
  readonly caller: Caller;
  readonly request: WireRequest;
  readonly identities: IdentityStore;
  readonly directory: Directory;
  readonly sessionTokens: SessionTokens;
  readonly ids: IdSource;
  /** The keys of identity providers. */
  readonly providerKeys: ProviderKeys;
  /** Opens the sealed messages of denials. */
  readonly messages: AuthorizationMessages;
  /** Under Ceph's rules a trust policy alone can open a role to another account. */
  readonly policyRules: 'aws' | 'ceph';
  readonly clock: Clock;
}

const define = queryOperations<StsContext>('sts', stsNamespace);

/** Declares an operation of STS; the limits of sessions come before whatever policies say. */
export function defineOperation<
  const M extends Members,
  const O extends Members,
  const E extends ErrorCode,
>(declared: QueryDeclaration<StsContext, M, O, E>): QueryOperation<StsContext> {
  return define({
    ...declared,
    authorize(input, context) {
      refuseLimitedSession(declared.name, context.caller);
      return declared.authorize(input, context);
    },
  });
}
