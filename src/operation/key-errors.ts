/**
 * The codes of the key service, and those that S3 answers with when a key cannot be used. Sources:
 * the errors of each operation in the KMS API reference, its "Common errors", and "Error responses"
 * of the S3 API reference for the codes that begin with `KMS.`.
 */
export const keyErrors = {
  AlreadyExistsException: { status: 400, message: 'The resource already exists.' },
  DisabledException: { status: 400, message: 'The key is disabled.' },
  InvalidAliasNameException: { status: 400, message: 'The alias name is not valid.' },
  LimitExceededException: { status: 400, message: 'A quota was exceeded.' },
  NotFoundException: { status: 400, message: 'The key or alias does not exist.' },
  SerializationException: { status: 400, message: 'The body is no JSON that fits.' },
  UnknownOperationException: { status: 400, message: 'There is no such operation.' },
  UnsupportedOperationException: { status: 400, message: 'This is not supported.' },
  ValidationException: { status: 400, message: 'The input does not satisfy the constraints.' },
  'KMS.DisabledException': { status: 400, message: 'The key is disabled.' },
  'KMS.NotFoundException': { status: 400, message: 'The key does not exist.' },
} as const;
