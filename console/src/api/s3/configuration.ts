import { send } from '../request.ts';
import { ServiceError } from '../service-error.ts';
import { parseXml, type XmlNode } from '../xml.ts';
import { bucketAddress, type S3Query } from './address.ts';
import type { Markup } from './markup.ts';

/** The document that an operation of S3 answers with. @throws ServiceError */
export async function readDocument(address: string): Promise<XmlNode> {
  const response = await send(address);
  const root = parseXml(await response.text());
  if (root !== undefined) return root;
  throw new ServiceError('UnreadableAnswer', 'S3 answered with no XML.', response.status);
}

/** Errors that say: there is no such configuration. `NoSuchBucket` is not one of them. */
const missing: ReadonlySet<string> = new Set([
  'NoSuchBucketPolicy',
  'NoSuchCORSConfiguration',
  'NoSuchLifecycleConfiguration',
  'NoSuchObjectLockConfiguration',
  'NoSuchPublicAccessBlockConfiguration',
  'NoSuchTagSet',
  'NoSuchTagSetError',
  'NoSuchWebsiteConfiguration',
  'ObjectLockConfigurationNotFoundError',
  'OwnershipControlsNotFoundError',
  'ServerSideEncryptionConfigurationNotFoundError',
]);

/** @returns undefined for what is not configured */
export async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ServiceError && missing.has(error.code)) return undefined;
    throw error;
  }
}

/**
 * A configuration of a bucket.
 * @param name its sub-resource, such as `versioning`
 * @returns undefined where there is none
 */
export function readConfiguration(bucket: string, name: string): Promise<XmlNode | undefined> {
  return unlessMissing(readDocument(bucketAddress(bucket, { [name]: '' })));
}

/** Sends an XML document. */
export async function sendDocument(
  method: 'PUT' | 'POST',
  address: string,
  document: Markup,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return send(address, {
    method,
    headers: { ...headers, 'content-type': 'application/xml' },
    body: document.text,
  });
}

export async function writeConfiguration(
  bucket: string,
  name: string,
  document: Markup,
): Promise<void> {
  await sendDocument('PUT', bucketAddress(bucket, { [name]: '' }), document);
}

export async function deleteConfiguration(bucket: string, name: string): Promise<void> {
  const query: S3Query = { [name]: '' };
  await send(bucketAddress(bucket, query), { method: 'DELETE' });
}
