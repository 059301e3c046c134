import { ServiceError } from '../../operation/errors.ts';
import { type Field, header } from '../../operation/field.ts';
import { oneOf, type TextShape, text } from '../../operation/shape.ts';
import type { AccountDirectory } from '../define.ts';
import { bucketCannedAcls, type CannedAcl, cannedGrants, objectCannedAcls } from './canned.ts';
import { accountOfEmail, accountOfId, groupOfUri } from './grantees.ts';
import { type Grant, maxGrants, type Permission } from './grants.ts';

function grantHeader(name: string): Field<TextShape, false> {
  return header(`x-amz-grant-${name}`, text(), { conditionKey: `s3:x-amz-grant-${name}` });
}

const grantHeaders = {
  GrantFullControl: grantHeader('full-control'),
  GrantRead: grantHeader('read'),
  GrantReadACP: grantHeader('read-acp'),
  GrantWriteACP: grantHeader('write-acp'),
};

/** The headers that give an object its access control list. */
export const objectAclHeaders = {
  ACL: header('x-amz-acl', oneOf(...objectCannedAcls), { conditionKey: 's3:x-amz-acl' }),
  ...grantHeaders,
};

/** The headers that give a bucket its access control list. */
export const bucketAclHeaders = {
  ACL: header('x-amz-acl', oneOf(...bucketCannedAcls), { conditionKey: 's3:x-amz-acl' }),
  ...grantHeaders,
  GrantWrite: grantHeader('write'),
};

export interface AclInput {
  readonly ACL: CannedAcl | undefined;
  readonly GrantFullControl: string | undefined;
  readonly GrantRead: string | undefined;
  readonly GrantReadACP: string | undefined;
  readonly GrantWriteACP: string | undefined;
  readonly GrantWrite?: string | undefined;
}

function headerGrants(input: AclInput): readonly (readonly [Permission, string | undefined])[] {
  return [
    ['FULL_CONTROL', input.GrantFullControl],
    ['READ', input.GrantRead],
    ['WRITE', input.GrantWrite],
    ['READ_ACP', input.GrantReadACP],
    ['WRITE_ACP', input.GrantWriteACP],
  ];
}

/** Whether a request brings an access control list in its headers. */
export function hasAclHeaders(input: AclInput): boolean {
  return input.ACL !== undefined || headerGrants(input).some(([, value]) => value !== undefined);
}

/**
 * The list that the headers of a request stand for.
 * @returns undefined where there is none
 * @throws ServiceError InvalidRequest, InvalidArgument, UnresolvableGrantByEmailAddress
 */
export async function grantsOfHeaders(
  input: AclInput,
  ownerId: string,
  bucketOwnerId: string,
  accounts: AccountDirectory,
): Promise<readonly Grant[] | undefined> {
  if (!hasAclHeaders(input)) return undefined;
  const given = headerGrants(input).filter(([, value]) => value !== undefined);
  if (input.ACL !== undefined) {
    if (given.length === 0) return cannedGrants(input.ACL, ownerId, bucketOwnerId);
    throw new ServiceError('InvalidRequest', {
      message: 'Specifying both Canned ACLs and Header Grants is not allowed',
    });
  }
  const grants: Grant[] = [];
  for (const [permission, value = ''] of given) {
    for (const entry of value.split(',')) {
      grants.push({ permission, grantee: await granteeOf(entry, accounts) });
      if (grants.length > maxGrants) throw new ServiceError('MalformedACLError');
    }
  }
  return grants;
}

const granteeText = /^\s*(id|emailAddress|uri)\s*=\s*"?([^"]*)"?\s*$/i;

async function granteeOf(entry: string, accounts: AccountDirectory): Promise<Grant['grantee']> {
  const [, kind = '', value = ''] = granteeText.exec(entry) ?? [];
  switch (kind.toLowerCase()) {
    case 'id':
      return accountOfId(value, accounts);
    case 'emailaddress':
      return accountOfEmail(value, accounts);
    case 'uri':
      return groupOfUri(value);
    default:
      throw new ServiceError('InvalidArgument', {
        message: 'Argument format not recognized',
        fields: { ArgumentName: 'x-amz-grant', ArgumentValue: entry },
      });
  }
}
