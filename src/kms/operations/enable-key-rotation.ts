import { integer, optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectEnabled, findOwnKey } from '../find-key.ts';
import { onKey } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';

const defaultDays = 365;

export const enableKeyRotation = defineOperation({
  name: 'EnableKeyRotation',
  summary: 'Give a key another material every year, or every so many days.',
  input: { KeyId: keyId, RotationPeriodInDays: optional(integer(90, 2_560)) },
  errors: ['AccessDenied', 'DisabledException', 'KMSInvalidStateException', 'NotFoundException'],
  authorize({ KeyId, RotationPeriodInDays = defaultDays }, context) {
    const facts = new Map([['kms:rotationperiodindays', String(RotationPeriodInDays)]]);
    return onKey(context, 'kms:EnableKeyRotation', KeyId, facts);
  },
  async handle(context) {
    const { input, keys, clock, fail } = context;
    const key = await findOwnKey(context, input.KeyId, fail);
    expectEnabled(key, fail);
    const days = input.RotationPeriodInDays ?? key.rotation?.days ?? defaultDays;
    await keys.update(key.keyId, { rotation: { days, sinceMs: clock() } });
    return undefined;
  },
});
