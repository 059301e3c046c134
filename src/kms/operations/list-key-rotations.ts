import {
  boolean,
  list,
  oneOf,
  optional,
  structure,
  text,
  timestamp,
} from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { findOwnKey } from '../find-key.ts';
import { pageByNumber } from '../page.ts';
import { onKey } from '../requirements.ts';
import { keyId, marker, pageLimit } from '../shapes/key.ts';

const defaultLimit = 100;

const rotationEntry = structure({
  KeyId: text(),
  RotationDate: timestamp(),
  RotationType: text(),
});

export const listKeyRotations = defineOperation({
  name: 'ListKeyRotations',
  summary: 'List when a key got another material.',
  input: {
    KeyId: keyId,
    IncludeKeyMaterial: optional(oneOf('ALL_KEY_MATERIAL', 'ROTATIONS_ONLY')),
    Limit: optional(pageLimit(1_000)),
    Marker: optional(marker),
  },
  output: {
    Rotations: list('member', rotationEntry),
    NextMarker: optional(text()),
    Truncated: boolean(),
  },
  errors: ['AccessDenied', 'InvalidMarkerException', 'NotFoundException'],
  authorize: ({ KeyId }, context) => onKey(context, 'kms:ListKeyRotations', KeyId),
  async handle(context) {
    const { input, fail } = context;
    const key = await findOwnKey(context, input.KeyId, fail);
    const { items, ...page } = pageByNumber(key.rotations ?? [], defaultLimit, input, fail);
    return {
      ...page,
      Rotations: items.map(({ atMs, type }) => ({
        KeyId: key.arn,
        RotationDate: atMs,
        RotationType: type,
      })),
    };
  },
});
