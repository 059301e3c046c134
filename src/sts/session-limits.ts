import type { Caller } from '../identity/caller.ts';
import { ServiceError } from '../operation/errors.ts';

/**
 * The operations of STS that each kind of caller may use, whatever policies say ("Comparing the AWS
 * STS API operations" in the IAM user guide); a kind that is not named may use all.
 */
const permitted: Readonly<Record<string, readonly string[]>> = {
  'session-token': ['AssumeRole', 'GetCallerIdentity'],
  'federated-user': ['GetCallerIdentity'],
};

/** What no temporary credentials get, so that their life cannot be made longer. */
const longTermOnly: readonly string[] = ['GetFederationToken', 'GetSessionToken'];

/**
 * Refuses what a caller cannot do because of the kind of its credentials.
 * @throws ServiceError AccessDenied
 */
export function refuseLimitedSession(operation: string, { credential, principal }: Caller): void {
  if (operation === 'AssumeRole' && principal.kind === 'root') {
    throw denied('Roles may not be assumed by root accounts.');
  }
  if (credential?.kind !== 'temporary') return;
  const list = permitted[String(credential.sessionContext.get('session-type'))];
  const isLimited = list !== undefined && !list.includes(operation);
  if (isLimited || longTermOnly.includes(operation)) {
    throw denied(`Cannot call ${operation} with session credentials`);
  }
}

function denied(message: string): ServiceError {
  return new ServiceError('AccessDenied', { message });
}
