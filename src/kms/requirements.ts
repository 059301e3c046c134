import {
  contextFacts,
  type EncryptionContext,
  hasAmbiguousNames,
} from '../identity/encryption-context.ts';
import { ServiceError } from '../operation/errors.ts';
import { keyFacts } from '../operation/key-access.ts';
import type { Requirement } from '../operation/requirement.ts';
import type { KmsContext } from './define.ts';

/**
 * What an operation on a key needs: its action on the ARN of the key. A key that is not there gets
 * the ARN that it would have, so that a caller without the right is denied before it learns that
 * there is nothing. Source: "Actions, resources, and condition keys for AWS Key Management Service".
 */

type Facts = ReadonlyMap<string, string | readonly string[]>;

const noFacts: Facts = new Map();

const factsWith = ({ accountId }: KmsContext, more: Facts) =>
  new Map<string, string | readonly string[]>([['kms:calleraccount', accountId], ...more]);

/** The action on everything: for actions without a resource of their own. */
export function onAccount(
  context: KmsContext,
  action: string,
  more: Facts = noFacts,
): readonly Requirement[] {
  const facts = factsWith(context, new Map([...keyFacts, ...more]));
  return [{ action, resource: '*', context: facts }];
}

/** @param name the id or ARN of a key, or the name or ARN of an alias */
export async function onKey(
  context: KmsContext,
  action: string,
  name: string,
  more: Facts = noFacts,
): Promise<readonly Requirement[]> {
  const key = await context.ring.find(context.accountId, name);
  const resource = key?.arn ?? arnOf(context, name);
  const facts = factsWith(context, more);
  const alias = aliasIn(name);
  if (alias !== undefined) facts.set('kms:requestalias', alias);
  return [{ action, resource, context: facts }];
}

/**
 * The same of an operation that takes an encryption context.
 * @throws ServiceError ValidationException
 */
export async function onCipher(
  context: KmsContext,
  action: string,
  name: string,
  encryption: EncryptionContext = {},
): Promise<readonly Requirement[]> {
  if (hasAmbiguousNames(encryption)) {
    throw new ServiceError('ValidationException', {
      message: 'Names of the encryption context differ in case alone.',
    });
  }
  const facts = contextFacts(encryption).set('kms:encryptionalgorithm', 'SYMMETRIC_DEFAULT');
  return onKey(context, action, name, facts);
}

/** The action on an alias and on each key that it stands for, or shall. */
export async function onAlias(
  context: KmsContext,
  action: string,
  aliasName: string,
  ...keyNames: readonly string[]
): Promise<readonly Requirement[]> {
  const facts = factsWith(context, noFacts);
  const needs: Requirement[] = [{ action, resource: arnOf(context, aliasName), context: facts }];
  for (const name of keyNames) needs.push(...(await onKey(context, action, name)));
  return needs;
}

function aliasIn(name: string): string | undefined {
  const at = name.indexOf('alias/');
  return at < 0 ? undefined : name.slice(at);
}

/** The ARN that a name stands for in the caller's account. */
export function arnOf({ region, accountId }: KmsContext, name: string): string {
  if (name.startsWith('arn:')) return name;
  return `arn:aws:kms:${region}:${accountId}:${name.startsWith('alias/') ? '' : 'key/'}${name}`;
}
