import { ServiceError } from '../../operation/errors.ts';
import {
  attribute,
  type Infer,
  list,
  oneOf,
  optional,
  structure,
  text,
} from '../../operation/shape.ts';
import type { AccountDirectory } from '../define.ts';
import { accountOfEmail, accountOfId, groupOfUri } from './grantees.ts';
import { type Grant, type Grantee, maxGrants, type Permission, permissions } from './grants.ts';

export const ownerShape = structure({ ID: optional(text()), DisplayName: optional(text()) });

export const granteeShape = structure({
  Type: attribute('xsi:type', 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'),
  ID: optional(text()),
  DisplayName: optional(text()),
  EmailAddress: optional(text()),
  URI: optional(text()),
});

/** The document of GetBucketAcl and GetObjectAcl. */
export const aclShape = structure({
  Owner: ownerShape,
  AccessControlList: list(
    'Grant',
    structure({ Grantee: granteeShape, Permission: oneOf(...permissions) }),
    { maxItems: maxGrants },
  ),
});

/** The same as it is sent, whose owner may be left out of the schema's required members. */
export const sentAclShape = structure({
  Owner: optional(ownerShape),
  AccessControlList: optional(aclShape.members.AccessControlList),
});

/**
 * The grants of a document.
 * @throws ServiceError MalformedACLError, AccessDenied for another owner, InvalidArgument,
 *   UnresolvableGrantByEmailAddress
 */
export async function grantsOfDocument(
  document: Infer<typeof sentAclShape>,
  ownerId: string,
  accounts: AccountDirectory,
): Promise<readonly Grant[]> {
  const { Owner: owner, AccessControlList: entries } = document;
  if (owner?.ID === undefined || entries === undefined) throw new ServiceError('MalformedACLError');
  if (owner.ID !== ownerId) throw new ServiceError('AccessDenied');
  return grantsOfEntries(entries, accounts);
}

/**
 * The grants of the entries of a document.
 * @throws ServiceError MalformedACLError, InvalidArgument, UnresolvableGrantByEmailAddress
 */
export async function grantsOfEntries(
  entries: readonly {
    readonly Grantee: Infer<typeof granteeShape>;
    readonly Permission: Permission;
  }[],
  accounts: AccountDirectory,
): Promise<readonly Grant[]> {
  const grants: Grant[] = [];
  for (const { Grantee: grantee, Permission: permission } of entries) {
    grants.push({ permission, grantee: await granteeOf(grantee, accounts) });
  }
  return grants;
}

async function granteeOf(
  sent: Infer<typeof granteeShape>,
  accounts: AccountDirectory,
): Promise<Grantee> {
  if (sent.Type === 'Group' && sent.URI !== undefined) return groupOfUri(sent.URI);
  if (sent.Type === 'CanonicalUser' && sent.ID !== undefined) return accountOfId(sent.ID, accounts);
  if (sent.Type === 'AmazonCustomerByEmail' && sent.EmailAddress !== undefined) {
    return accountOfEmail(sent.EmailAddress, accounts);
  }
  throw new ServiceError('MalformedACLError');
}

/** The document of a list; groups stand before accounts, as S3 writes them. */
export async function documentOfGrants(
  grants: readonly Grant[],
  ownerId: string,
  accounts: AccountDirectory,
): Promise<Infer<typeof aclShape>> {
  const groups = grants.filter(({ grantee }) => grantee.kind === 'group');
  const others = grants.filter(({ grantee }) => grantee.kind === 'account');
  const entries = [];
  for (const { grantee, permission } of [...groups, ...others]) {
    entries.push({ Grantee: await writtenGrantee(grantee, accounts), Permission: permission });
  }
  return { Owner: await ownerMember(ownerId, accounts), AccessControlList: entries };
}

async function writtenGrantee(
  grantee: Grantee,
  accounts: AccountDirectory,
): Promise<Infer<typeof granteeShape>> {
  if (grantee.kind === 'group') return { Type: 'Group', URI: grantee.uri };
  const account = await accounts.accountByCanonicalId(grantee.canonicalId);
  return { Type: 'CanonicalUser', ID: grantee.canonicalId, DisplayName: account?.name };
}

/** An owner as documents name one. */
export async function ownerMember(
  ownerId: string,
  accounts: AccountDirectory,
): Promise<{ readonly ID: string; readonly DisplayName: string | undefined }> {
  const account = await accounts.accountByCanonicalId(ownerId);
  return { ID: ownerId, DisplayName: account?.name };
}
