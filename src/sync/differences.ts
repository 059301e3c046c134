import { parseMark } from './mark.ts';
import type { Inspection, ObjectHeaders } from './site-object.ts';

/** One header that is not as the rules want it. */
export interface HeaderDifference {
  readonly header: string;
  readonly found: string | undefined;
  readonly wanted: string | undefined;
}

/** Headers that must be as wanted, where nothing is wanted too. */
const exact = {
  contentType: 'content-type',
  contentEncoding: 'content-encoding',
  cacheControl: 'cache-control',
  expires: 'expires',
  redirect: 'x-amz-website-redirect-location',
} as const satisfies Partial<Record<keyof ObjectHeaders, string>>;

/** Headers that the bucket, or its lifecycle, decides where the rules say nothing. */
const leftToBucket = {
  storageClass: 'x-amz-storage-class',
  encryption: 'x-amz-server-side-encryption',
} as const satisfies Partial<Record<keyof ObjectHeaders, string>>;

/** How an object's headers differ from the wanted ones; the bytes are not looked at. */
export function headerDifferences(
  wanted: ObjectHeaders,
  { headers, mark }: Inspection,
): HeaderDifference[] {
  const differences: HeaderDifference[] = [];
  const compare = (header: string, now: string | undefined, then: string | undefined) => {
    if (now !== then) differences.push({ header, found: now, wanted: then });
  };
  for (const name of keysOf(exact)) compare(exact[name], headers[name], wanted[name]);
  for (const name of keysOf(leftToBucket)) {
    if (wanted[name] !== undefined) compare(leftToBucket[name], headers[name], wanted[name]);
  }
  // The rules may name a key by its id, and S3 answers with its ARN.
  if (wanted.kmsKeyId !== undefined && headers.kmsKeyId?.endsWith(wanted.kmsKeyId) !== true) {
    compare('x-amz-server-side-encryption-aws-kms-key-id', headers.kmsKeyId, wanted.kmsKeyId);
  }
  compare('x-amz-acl', parseMark(mark).acl, wanted.acl);
  return differences;
}

function keysOf<Name extends string>(names: Readonly<Record<Name, string>>): Name[] {
  const keys: Name[] = [];
  for (const name in names) keys.push(name);
  return keys;
}
