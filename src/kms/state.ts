import type { Fail } from '../operation/operation.ts';
import type { KeyState } from '../store/keys.ts';
import type { KmsContext } from './define.ts';
import { keyByIdOrArn, missingKey } from './requirements.ts';

/**
 * Enables or disables a key. Those of the service itself are not the account's to manage.
 * @throws ServiceError NotFoundException, AccessDenied
 */
export async function changeState(
  context: KmsContext,
  name: string,
  state: KeyState,
  fail: Fail<'AccessDenied' | 'NotFoundException'>,
): Promise<void> {
  const key = await keyByIdOrArn(context, name);
  if (key === undefined) return fail('NotFoundException', missingKey(context, name));
  if (key.manager === 'AWS') {
    fail('AccessDenied', { message: `${key.arn} is managed by the service.` });
  }
  await context.keys.setState(key.keyId, state);
}
