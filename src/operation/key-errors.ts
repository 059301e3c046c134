/**
 * The codes of the key service, and those that S3 answers with when a key cannot be used. Sources:
 * the errors of each operation in the KMS API reference, its "Common errors", and "Error responses"
 * of the S3 API reference for the codes that begin with `KMS.`.
 */
export const keyErrors = {
  AlreadyExistsException: { status: 400, message: 'The resource already exists.' },
  ConflictException: { status: 400, message: 'A conflicting request is under way.' },
  DisabledException: { status: 400, message: 'The key is disabled.' },
  DryRunOperationException: {
    status: 400,
    message: 'The request would have succeeded, but the DryRun option is set.',
  },
  IncorrectKeyException: {
    status: 400,
    message: 'The key ID in the request does not identify a CMK that can perform this operation.',
  },
  InvalidAliasNameException: { status: 400, message: 'The alias name is not valid.' },
  InvalidCiphertextException: { status: 400, message: 'The ciphertext is not valid.' },
  InvalidMarkerException: { status: 400, message: 'The marker is not valid.' },
  KMSInvalidStateException: { status: 400, message: 'The state of the key does not allow this.' },
  LimitExceededException: { status: 400, message: 'A quota was exceeded.' },
  MalformedPolicyDocumentException: { status: 400, message: 'The policy is not valid.' },
  NotFoundException: { status: 400, message: 'The key or alias does not exist.' },
  SerializationException: { status: 400, message: 'The body is no JSON that fits.' },
  TagException: { status: 400, message: 'A tag is not valid.' },
  UnknownOperationException: { status: 400, message: 'There is no such operation.' },
  UnsupportedOperationException: { status: 400, message: 'This is not supported.' },
  ValidationException: { status: 400, message: 'The input does not satisfy the constraints.' },
  'KMS.DisabledException': { status: 400, message: 'The key is disabled.' },
  'KMS.KMSInvalidStateException': {
    status: 400,
    message: 'The state of the key does not allow this.',
  },
  'KMS.NotFoundException': { status: 400, message: 'The key does not exist.' },
} as const;
