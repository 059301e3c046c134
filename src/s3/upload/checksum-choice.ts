import { checksumAlgorithms } from '../../http/checksums/algorithms.ts';
import { isCrc } from '../../http/checksums/combine.ts';
import { ServiceError } from '../../operation/errors.ts';
import { header, type InferFields } from '../../operation/field.ts';
import { oneOf } from '../../operation/shape.ts';
import type { ChecksumAlgorithm } from '../../store/objects.ts';
import type { Upload } from '../../store/uploads.ts';

export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

/** The headers with which an upload chooses how its object will be checked. */
export const checksumChoiceFields = {
  ChecksumAlgorithm: header('x-amz-checksum-algorithm', oneOf(...checksumAlgorithms), {
    refuse: {
      code: 'InvalidRequest',
      message: `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${checksumAlgorithms.join(', ')}]`,
    },
  }),
  ChecksumType: header('x-amz-checksum-type', oneOf('FULL_OBJECT', 'COMPOSITE'), {
    refuse: {
      code: 'InvalidRequest',
      message: 'Value for x-amz-checksum-type header is invalid.',
    },
  }),
};

interface Choice {
  readonly checksumAlgorithm: ChecksumAlgorithm | undefined;
  readonly checksumType: ChecksumType | undefined;
}

/**
 * What a new upload chose ("Checking object integrity": which type goes with which algorithm).
 * @throws ServiceError InvalidRequest
 */
export function chosenChecksum(input: InferFields<typeof checksumChoiceFields>): Choice {
  const { ChecksumAlgorithm: algorithm, ChecksumType: type } = input;
  if (algorithm === undefined) {
    if (type === undefined) return { checksumAlgorithm: undefined, checksumType: undefined };
    throw new ServiceError('InvalidRequest', {
      message:
        'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    });
  }
  if (
    (type === 'FULL_OBJECT' && !isCrc(algorithm)) ||
    (type === 'COMPOSITE' && algorithm === 'CRC64NVME')
  ) {
    throw new ServiceError('InvalidRequest', {
      message: `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    });
  }
  const usual = algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
  return { checksumAlgorithm: algorithm, checksumType: type ?? usual };
}

/** How the parts of an upload are checked: S3's own choice where the client made none. */
export function checksumOf(upload: Pick<Upload, 'checksumAlgorithm' | 'checksumType'>): {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
} {
  const { checksumAlgorithm: algorithm, checksumType: type } = upload;
  if (algorithm === undefined) return { algorithm: 'CRC64NVME', type: 'FULL_OBJECT' };
  return { algorithm, type: type ?? 'COMPOSITE' };
}
