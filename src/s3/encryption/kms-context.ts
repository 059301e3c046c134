import {
  type EncryptionContext,
  hasAmbiguousNames,
  parseContext,
} from '../../identity/encryption-context.ts';
import { ServiceError } from '../../operation/errors.ts';

const headerName = 'x-amz-server-side-encryption-context';
const maxContextCharacters = 8_192;

/**
 * The context of a new object: what the client gave, and the ARN that S3 adds where it is not
 * there ("Encryption context", of the S3 user guide): the object's, or the bucket's where a bucket
 * key is used.
 * @param header base64 of a JSON object of texts
 * @throws ServiceError InvalidArgument
 */
export function contextOfNewObject(header: string | undefined, arn: string): EncryptionContext {
  const given = header === undefined ? {} : parseHeader(header);
  return { 'aws:s3:arn': arn, ...given };
}

function parseHeader(header: string): EncryptionContext {
  const parsed =
    header.length > maxContextCharacters
      ? undefined
      : parseContext(Buffer.from(header, 'base64').toString('utf8'));
  if (parsed !== undefined && !hasAmbiguousNames({ 'aws:s3:arn': '', ...parsed })) return parsed;
  throw new ServiceError('InvalidArgument', {
    message: `The header '${headerName}' shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map`,
    fields: { ArgumentName: headerName, ArgumentValue: header },
  });
}

/** The context that was kept. */
export function readContext(text: string): EncryptionContext {
  return parseContext(text) ?? {};
}
