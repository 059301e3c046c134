import type { Requirement } from '../operation/requirement.ts';
import type { StoredKey } from '../store/keys.ts';
import type { KmsContext } from './define.ts';

/**
 * What an operation on a key needs: its action on the ARN of the key. A key that is not there gets
 * the ARN that it would have, so that a caller without the right is denied before it learns that
 * there is nothing. Source: "Actions, resources, and condition keys for AWS Key Management Service".
 */

/** The facts of every key here; there is one kind. */
const keyFacts = [
  ['kms:keyspec', 'SYMMETRIC_DEFAULT'],
  ['kms:keyusage', 'ENCRYPT_DECRYPT'],
  ['kms:keyorigin', 'AWS_KMS'],
  ['kms:multiregion', 'false'],
] as const;

const facts = ({ accountId }: KmsContext) =>
  new Map<string, string>([...keyFacts, ['kms:calleraccount', accountId]]);

/** The action on everything: for actions without a resource of their own. */
export function onAccount(context: KmsContext, action: string): readonly Requirement[] {
  return [{ action, resource: '*', context: facts(context) }];
}

/** @param name the id or ARN of a key, or the name or ARN of an alias */
export async function onKey(
  context: KmsContext,
  action: string,
  name: string,
): Promise<readonly Requirement[]> {
  const key = await context.ring.find(context.accountId, name);
  const resource = key?.arn ?? arnOf(context, name);
  return [{ action, resource, context: facts(context) }];
}

/** The action on an alias and on the key that it stands for, or shall. */
export async function onAlias(
  context: KmsContext,
  action: string,
  aliasName: string,
  keyName: string,
): Promise<readonly Requirement[]> {
  const alias = { action, resource: arnOf(context, aliasName), context: facts(context) };
  return [alias, ...(await onKey(context, action, keyName))];
}

/** The ARN that a name stands for in the caller's account. */
export function arnOf({ region, accountId }: KmsContext, name: string): string {
  if (name.startsWith('arn:')) return name;
  return `arn:aws:kms:${region}:${accountId}:${name.startsWith('alias/') ? '' : 'key/'}${name}`;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the client is told of a key that is not there. */
export function missingKey(context: KmsContext, name: string): { readonly message: string } {
  if (name.includes('alias/')) return { message: `Alias ${arnOf(context, name)} is not found.` };
  if (!name.startsWith('arn:') && !uuid.test(name)) return { message: `Invalid keyId '${name}'` };
  return { message: `Key '${arnOf(context, name)}' does not exist` };
}

/** The key of an operation that takes no alias. */
export async function keyByIdOrArn(
  { ring, accountId }: KmsContext,
  name: string,
): Promise<StoredKey | undefined> {
  return name.includes('alias/') ? undefined : ring.find(accountId, name);
}
