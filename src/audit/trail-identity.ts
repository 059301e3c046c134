import type { Caller, CredentialRecord } from '../identity/caller.ts';
import type { Principal } from '../policy/index.ts';
import { textOnce } from './json-text.ts';

/** The `userIdentity` of a record (CloudTrail user guide, "userIdentity element"), as JSON. */
export function identityText(caller: Caller | undefined): string {
  if (caller === undefined) return '{"type":"Unknown"}';
  const { principal, credential } = caller;
  return credential === undefined
    ? JSON.stringify(identityOf(principal))
    : ofCredential(credential);
}

const ofCredential = textOnce(({ principal, accessKeyId }: CredentialRecord) =>
  JSON.stringify(identityOf(principal, accessKeyId)),
);

function identityOf(principal: Principal, accessKeyId?: string): object {
  const { arn, accountId, userId: principalId, userName, kind } = principal;
  const same = { principalId, arn, accountId, accessKeyId };
  switch (kind) {
    case 'anonymous':
      return { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' };
    case 'root':
      return { type: 'Root', ...same };
    case 'user':
      return { type: 'IAMUser', ...same, userName };
    case 'role-session': {
      const { roleArn, roleId, tokenIssueTime: creationDate, sourceIdentity } = principal;
      const sessionIssuer = { type: 'Role', principalId: roleId, arn: roleArn, accountId };
      const sessionContext = { sessionIssuer, attributes: { creationDate }, sourceIdentity };
      return { type: 'AssumedRole', ...same, sessionContext };
    }
    case 'federated-user':
      return { type: 'FederatedUser', ...same };
    case 'web-identity':
      return { type: 'WebIdentityUser', principalId, identityProvider: arn };
    case 'service':
      return { type: 'AWSService', invokedBy: arn };
  }
}
