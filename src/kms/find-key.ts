import type { Fail } from '../operation/operation.ts';
import type { StoredKey } from '../store/keys.ts';
import type { KmsContext } from './define.ts';
import { arnOf } from './requirements.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the client is told of a key that is not there. */
export function missingKey(context: KmsContext, name: string): { readonly message: string } {
  if (name.includes('alias/')) return { message: `Alias ${arnOf(context, name)} is not found.` };
  if (!name.startsWith('arn:') && !uuid.test(name)) return { message: `Invalid keyId '${name}'` };
  return { message: `Key '${arnOf(context, name)}' does not exist` };
}

/**
 * The key of an operation that takes aliases too, of any account.
 * @throws ServiceError NotFoundException
 */
export async function findKey(
  context: KmsContext,
  name: string,
  fail: Fail<'NotFoundException'>,
): Promise<StoredKey> {
  const key = await context.ring.find(context.accountId, name);
  return key ?? fail('NotFoundException', missingKey(context, name));
}

/**
 * The key of an operation that takes no alias, and no key of another account.
 * @throws ServiceError NotFoundException, AccessDenied
 */
export async function findOwnKey(
  context: KmsContext,
  name: string,
  fail: Fail<'AccessDenied' | 'NotFoundException'>,
): Promise<StoredKey> {
  if (name.includes('alias/')) return fail('NotFoundException', missingKey(context, name));
  const key = await findKey(context, name, fail);
  if (key.accountId === context.accountId) return key;
  return fail('AccessDenied', { message: `${key.arn} belongs to another account.` });
}

/** @throws ServiceError KMSInvalidStateException */
export function expectNotPending(
  { state, arn }: StoredKey,
  fail: Fail<'KMSInvalidStateException'>,
): void {
  if (state !== 'PendingDeletion') return;
  fail('KMSInvalidStateException', { message: `${arn} is pending deletion.` });
}

/** @throws ServiceError DisabledException, KMSInvalidStateException */
export function expectEnabled(
  key: StoredKey,
  fail: Fail<'DisabledException' | 'KMSInvalidStateException'>,
): void {
  expectNotPending(key, fail);
  if (key.state === 'Enabled') return;
  fail('DisabledException', { message: `${key.arn} is disabled.` });
}
