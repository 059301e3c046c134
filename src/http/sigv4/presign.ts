import { createHash } from 'node:crypto';
import { ALGORITHM } from './claim.ts';
import { deriveSigningKey } from './signing-key.ts';

/** What a presigned URL allows: one request of this method to this object, for a while. */
export interface Presigned {
  readonly method: 'GET' | 'PUT';
  /** Scheme, host and port, without a slash at the end. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly key: string;
  /** Further parameters, such as `versionId`; signed too. */
  readonly query: ReadonlyMap<string, string>;
  readonly expiresSeconds: number;
  readonly region: string;
  readonly atMs: number;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

/** Signs a URL of S3 in path style ("Authenticating Requests: Using Query Parameters"). */
export function presignedUrl(wanted: Presigned): string {
  const amzDate = new Date(wanted.atMs).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const day = amzDate.slice(0, 8);
  const scope = `${day}/${wanted.region}/s3/aws4_request`;
  const parameters = new Map([
    ...wanted.query,
    ['X-Amz-Algorithm', ALGORITHM],
    ['X-Amz-Credential', `${wanted.accessKeyId}/${scope}`],
    ['X-Amz-Date', amzDate],
    ['X-Amz-Expires', String(wanted.expiresSeconds)],
    ['X-Amz-SignedHeaders', 'host'],
  ]);
  if (wanted.sessionToken !== undefined) {
    parameters.set('X-Amz-Security-Token', wanted.sessionToken);
  }
  const query = [...parameters]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const path = `/${encode(wanted.bucket)}/${wanted.key.split('/').map(encode).join('/')}`;
  const host = new URL(wanted.endpoint).host;
  const canonical = `${wanted.method}\n${path}\n${query}\nhost:${host}\n\nhost\nUNSIGNED-PAYLOAD`;
  const canonicalHash = createHash('sha256').update(canonical).digest('hex');
  const key = deriveSigningKey(wanted.secretAccessKey, day, wanted.region, 's3');
  const signature = key.sign(`${ALGORITHM}\n${amzDate}\n${scope}\n${canonicalHash}`);
  return `${wanted.endpoint}${path}?${query}&X-Amz-Signature=${signature}`;
}

/** RFC 3986: everything but the unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
