import { ServiceError } from '../../operation/errors.ts';
import type { AccountDirectory } from '../define.ts';
import { type Grantee, groupUris } from './grants.ts';

/** @throws ServiceError InvalidArgument for a canonical id that no account has */
export async function accountOfId(id: string, accounts: AccountDirectory): Promise<Grantee> {
  const account = await accounts.accountByCanonicalId(id);
  if (account !== undefined) return { kind: 'account', canonicalId: account.canonicalId };
  throw new ServiceError('InvalidArgument', {
    message: 'Invalid id',
    fields: { ArgumentName: 'CanonicalUser/ID', ArgumentValue: id },
  });
}

/** @throws ServiceError UnresolvableGrantByEmailAddress */
export async function accountOfEmail(email: string, accounts: AccountDirectory): Promise<Grantee> {
  const account = await accounts.accountByEmail(email);
  if (account !== undefined) return { kind: 'account', canonicalId: account.canonicalId };
  throw new ServiceError('UnresolvableGrantByEmailAddress', { fields: { EmailAddress: email } });
}

/** @throws ServiceError InvalidArgument for what is none of S3's groups */
export function groupOfUri(uri: string): Grantee {
  const known: readonly string[] = Object.values(groupUris);
  if (known.includes(uri)) return { kind: 'group', uri };
  throw new ServiceError('InvalidArgument', {
    message: 'Invalid group uri',
    fields: { ArgumentName: 'Group/URI', ArgumentValue: uri },
  });
}
