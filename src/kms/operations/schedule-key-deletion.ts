import { integer, optional, text, timestamp } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectNotPending, findOwnKey } from '../find-key.ts';
import { onKey } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';

const defaultDays = 30;
const dayMs = 24 * 60 * 60 * 1000;

export const scheduleKeyDeletion = defineOperation({
  name: 'ScheduleKeyDeletion',
  summary: 'Make a key unusable, and delete it after 7 to 30 days, with all that needs it.',
  input: { KeyId: keyId, PendingWindowInDays: optional(integer(7, 30)) },
  output: {
    KeyId: optional(text()),
    DeletionDate: optional(timestamp()),
    KeyState: optional(text()),
    PendingWindowInDays: optional(integer()),
  },
  errors: ['AccessDenied', 'KMSInvalidStateException', 'NotFoundException'],
  authorize({ KeyId, PendingWindowInDays: days = defaultDays }, context) {
    const facts = new Map([['kms:scheduledkeydeletionpendingwindowindays', String(days)]]);
    return onKey(context, 'kms:ScheduleKeyDeletion', KeyId, facts);
  },
  async handle(context) {
    const { input, keys, clock, fail } = context;
    const key = await findOwnKey(context, input.KeyId, fail);
    expectNotPending(key, fail);
    const { PendingWindowInDays = defaultDays } = input;
    const deletionMs = clock() + PendingWindowInDays * dayMs;
    const state = 'PendingDeletion';
    await keys.update(key.keyId, { state, deletionMs });
    return { KeyId: key.arn, DeletionDate: deletionMs, KeyState: state, PendingWindowInDays };
  },
});
