import { header, type InferFields } from '../../operation/field.ts';
import { oneOf, timestamp } from '../../operation/shape.ts';

/** The headers that lock an object as it is made. */
export const lockHeaders = {
  ObjectLockMode: header('x-amz-object-lock-mode', oneOf('GOVERNANCE', 'COMPLIANCE'), {
    conditionKey: 's3:object-lock-mode',
    refuse: { code: 'InvalidArgument', message: 'Unknown wormMode directive.' },
  }),
  ObjectLockRetainUntilDate: header('x-amz-object-lock-retain-until-date', timestamp(), {
    conditionKey: 's3:object-lock-retain-until-date',
    refuse: {
      code: 'InvalidArgument',
      message: 'The retain until date must be provided in ISO 8601 format',
    },
  }),
  ObjectLockLegalHoldStatus: header('x-amz-object-lock-legal-hold', oneOf('ON', 'OFF'), {
    conditionKey: 's3:object-lock-legal-hold',
    refuse: { code: 'InvalidArgument', message: 'Legal Hold must be either of "ON" or "OFF"' },
  }),
};

export type LockInput = InferFields<typeof lockHeaders>;
