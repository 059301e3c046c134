import { ServiceError } from '../../operation/errors.ts';

/** What the key of an object is bound to; it is no secret. */
export type EncryptionContext = Readonly<Record<string, string>>;

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
  if (parsed !== undefined) return parsed;
  throw new ServiceError('InvalidArgument', {
    message: `The header '${headerName}' shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map`,
    fields: { ArgumentName: headerName, ArgumentValue: header },
  });
}

function parseContext(text: string): EncryptionContext | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  const context = new Map<string, string>();
  for (const [name, value] of Object.entries(parsed)) {
    if (typeof value !== 'string') return undefined;
    context.set(name, value);
  }
  return Object.fromEntries(context);
}

/** One text for one context, whatever order its names came in. */
export function printContext(context: EncryptionContext): string {
  const byName = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(byName));
}

/** The context that was kept. */
export function readContext(text: string): EncryptionContext {
  return parseContext(text) ?? {};
}

/** The context as conditions see it. */
export function contextFacts(context: EncryptionContext): Map<string, string | readonly string[]> {
  const facts = new Map<string, string | readonly string[]>();
  for (const [name, value] of Object.entries(context)) {
    facts.set(`kms:encryptioncontext:${name.toLowerCase()}`, value);
  }
  return facts.set('kms:encryptioncontextkeys', Object.keys(context));
}
