import { setTimeout as wait } from 'node:timers/promises';
import {
  DeleteAccessKeyCommand,
  type IAMClient,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import type { STSClient } from '@aws-sdk/client-sts';
import { callerIdentity } from '../client/caller-identity.ts';
import { codeOf } from '../client/failure.ts';
import { createKey } from './apply-grant.ts';
import { accessKeys } from './grant-state.ts';
import type { NewKey } from './new-key.ts';
import { maxKeys } from './plan-grant.ts';

/** On AWS a new key is known everywhere after some seconds. */
const checkDeadlineMs = 30_000;
const checkPauseMs = 1_000;

export type RotationStart =
  | { readonly outcome: 'made'; readonly key: NewKey; readonly oldKeyIds: readonly string[] }
  /** There is no room for a further key; the ids of the two that there are. */
  | {
      readonly outcome: 'full';
      readonly keyIds: readonly string[];
      readonly inactive: string | undefined;
    }
  | { readonly outcome: 'does-not-work'; readonly key: NewKey; readonly code: string };

/**
 * Makes a new key and proves that it works; a key that does not is deleted again. The old ones are
 * not touched.
 * @param stsFor a client of STS that uses the new key
 * @throws what the SDK throws
 */
export async function beginRotation(
  iam: IAMClient,
  userName: string | undefined,
  stsFor: (key: NewKey) => Promise<STSClient>,
): Promise<RotationStart> {
  const before = await accessKeys(iam, userName);
  if (before.length >= maxKeys) {
    const inactive = before.find(({ isActive }) => !isActive)?.id;
    return { outcome: 'full', keyIds: before.map(({ id }) => id), inactive };
  }
  const key = await createKey(iam, userName);
  const code = await refusalOf(await stsFor(key));
  if (code !== undefined) {
    await iam.send(
      new DeleteAccessKeyCommand({ ...named(userName), AccessKeyId: key.accessKeyId }),
    );
    return { outcome: 'does-not-work', key, code };
  }
  const oldKeyIds = before.filter(({ isActive }) => isActive).map(({ id }) => id);
  return { outcome: 'made', key, oldKeyIds };
}

/** Takes the old keys out of use; `delete` for good, else they can be made active again. */
export async function retireKeys(
  iam: IAMClient,
  userName: string | undefined,
  keyIds: readonly string[],
  how: 'deactivate' | 'delete',
): Promise<void> {
  for (const AccessKeyId of keyIds) {
    const input = { ...named(userName), AccessKeyId };
    if (how === 'delete') await iam.send(new DeleteAccessKeyCommand(input));
    else await iam.send(new UpdateAccessKeyCommand({ ...input, Status: 'Inactive' }));
  }
}

function named(userName: string | undefined) {
  return userName === undefined ? {} : { UserName: userName };
}

/** The code that a key is refused with when its time is over; undefined as soon as it works. */
async function refusalOf(sts: STSClient): Promise<string | undefined> {
  const deadline = Date.now() + checkDeadlineMs;
  for (;;) {
    try {
      await callerIdentity(sts);
      return undefined;
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined) throw error;
      if (Date.now() > deadline) return code;
      await wait(checkPauseMs);
    }
  }
}
