import { send, sendBytes } from '../request.ts';
import { ServiceError } from '../service-error.ts';
import { parseXml } from '../xml.ts';
import { bucketAddress, objectAddress } from './address.ts';
import { readDocument, sendDocument } from './configuration.ts';
import { crc32 } from './crc32.ts';
import { element } from './markup.ts';
import { readKey } from './objects.ts';

export interface UploadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes that went out so far. */
  readonly onProgress?: ((sentBytes: number) => void) | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

async function checksumOf(bytes: Blob): Promise<string> {
  return crc32(new Uint8Array(await bytes.arrayBuffer()));
}

/** Stores an object in one request. */
export async function putObject(
  bucket: string,
  key: string,
  file: Blob,
  { headers, ...options }: UploadOptions,
): Promise<void> {
  const checksum = { 'x-amz-checksum-crc32': await checksumOf(file) };
  const address = objectAddress(bucket, key);
  await sendBytes(address, file, { ...options, headers: { ...headers, ...checksum } });
}

/** Begins an upload in parts. @returns its id */
export async function createUpload(
  bucket: string,
  key: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const response = await send(objectAddress(bucket, key, { uploads: '' }), {
    method: 'POST',
    headers: { ...headers, 'x-amz-checksum-algorithm': 'CRC32' },
  });
  return parseXml(await response.text())?.text('UploadId') ?? '';
}

export interface UploadedPart {
  readonly number: number;
  readonly eTag: string;
  readonly size: number;
  readonly checksum: string;
}

export async function uploadPart(
  bucket: string,
  key: string,
  uploadId: string,
  number: number,
  bytes: Blob,
  options: UploadOptions,
): Promise<UploadedPart> {
  const checksum = await checksumOf(bytes);
  const address = objectAddress(bucket, key, { partNumber: number, uploadId });
  const headers = { 'x-amz-checksum-crc32': checksum };
  const response = await sendBytes(address, bytes, { ...options, headers });
  return { number, eTag: response.headers.get('etag') ?? '', size: bytes.size, checksum };
}

/** The parts that are there. @throws ServiceError NoSuchUpload */
export async function listParts(
  bucket: string,
  key: string,
  uploadId: string,
): Promise<UploadedPart[]> {
  const parts: UploadedPart[] = [];
  let marker: string | undefined;
  do {
    const query = { uploadId, 'part-number-marker': marker };
    const root = await readDocument(objectAddress(bucket, key, query));
    parts.push(
      ...root.children('Part').map((node) => ({
        number: node.number('PartNumber'),
        eTag: node.text('ETag'),
        size: node.number('Size'),
        checksum: node.text('ChecksumCRC32'),
      })),
    );
    marker = root.flag('IsTruncated') ? root.text('NextPartNumberMarker') : undefined;
  } while (marker !== undefined);
  return parts;
}

/** Makes the object of its parts. */
export async function completeUpload(
  bucket: string,
  key: string,
  uploadId: string,
  parts: readonly UploadedPart[],
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const document = element(
    'CompleteMultipartUpload',
    parts.map(({ number, eTag, checksum }) =>
      element('Part', [
        element('PartNumber', number),
        element('ETag', eTag),
        element('ChecksumCRC32', checksum || undefined),
      ]),
    ),
  );
  const address = objectAddress(bucket, key, { uploadId });
  const response = await sendDocument('POST', address, document, headers);
  // Completion that takes long answers 200 first, and then may tell of an error in the body.
  const root = parseXml(await response.text());
  if (root?.name !== 'Error') return;
  throw new ServiceError(root.text('Code'), root.text('Message'), response.status);
}

/** Ends an upload and gives the place of its parts back. One that is gone already is no error. */
export async function abortUpload(bucket: string, key: string, uploadId: string): Promise<void> {
  try {
    await send(objectAddress(bucket, key, { uploadId }), { method: 'DELETE' });
  } catch (error) {
    if (!(error instanceof ServiceError && error.code === 'NoSuchUpload')) throw error;
  }
}

export interface UnfinishedUpload {
  readonly key: string;
  readonly uploadId: string;
  readonly initiated: Date | undefined;
}

/** Every unfinished upload of a bucket. */
export async function listUploads(bucket: string): Promise<UnfinishedUpload[]> {
  const uploads: UnfinishedUpload[] = [];
  let markers: { readonly key: string; readonly id: string } | undefined;
  do {
    const root = await readDocument(
      bucketAddress(bucket, {
        uploads: '',
        'encoding-type': 'url',
        'key-marker': markers?.key,
        'upload-id-marker': markers?.id,
      }),
    );
    uploads.push(
      ...root.children('Upload').map((node) => ({
        key: readKey(node),
        uploadId: node.text('UploadId'),
        initiated: node.date('Initiated'),
      })),
    );
    markers = root.flag('IsTruncated')
      ? { key: readKey(root, 'NextKeyMarker'), id: root.text('NextUploadIdMarker') }
      : undefined;
  } while (markers !== undefined);
  return uploads;
}
