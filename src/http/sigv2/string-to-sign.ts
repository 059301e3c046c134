import type { WireRequest } from '../../operation/request.ts';

/**
 * The sub-resources that SigV2 signs: the list of "Signing and authenticating REST requests" in the
 * S3 developer guide, what clients have added since, and every other parameter that chooses an
 * operation. Old clients do not sign the last kind and are refused there; otherwise who holds a URL
 * for a PUT of an object could make it a PutObjectRetention.
 */
const signedParameters: ReadonlySet<string> = new Set([
  'abac',
  'accelerate',
  'acl',
  'analytics',
  'annotation',
  'attributes',
  'cors',
  'defaultObjectAcl',
  'delete',
  'encryption',
  'intelligent-tiering',
  'inventory',
  'legal-hold',
  'lifecycle',
  'location',
  'logging',
  'metadataAnnotationTable',
  'metadataConfiguration',
  'metadataInventoryTable',
  'metadataJournalTable',
  'metadataTable',
  'metrics',
  'notification',
  'object-lock',
  'ownershipControls',
  'partNumber',
  'policy',
  'policyStatus',
  'publicAccessBlock',
  'renameObject',
  'replication',
  'requestPayment',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
  'restore',
  'retention',
  'select',
  'select-type',
  'session',
  'storageClass',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versionId',
  'versioning',
  'versions',
  'website',
]);

/** `x-amz-*` fields, sorted, one line each; in a query-signed request also those of the query. */
function amzHeaders(request: WireRequest, fromQuery: boolean): string {
  const fields = new Map<string, string>();
  if (fromQuery) {
    for (const { name, value } of request.query.list) {
      const lower = name.toLowerCase();
      if (lower.startsWith('x-amz-')) fields.set(lower, bytesAsText(value));
    }
  }
  for (const [name, value] of request.headers.entries()) {
    if (name.startsWith('x-amz-')) fields.set(name, value);
  }
  const names = [...fields.keys()].sort();
  return names.map((name) => `${name}:${fields.get(name) ?? ''}\n`).join('');
}

/** The UTF-8 bytes of a decoded value, one character a byte, as the rest of the text is. */
function bytesAsText(value: string): string {
  return Buffer.from(value, 'utf8').toString('latin1');
}

/** The path with its bucket, as sent, and the signed parameters sorted by name. */
function resource(request: WireRequest, path: string): string {
  const parameters = request.query.list
    .filter(({ name }) => signedParameters.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, value, hasEquals }) => (hasEquals ? `${name}=${bytesAsText(value)}` : name));
  return parameters.length === 0 ? path : `${path}?${parameters.join('&')}`;
}

/**
 * The texts that a correct client may have signed, most likely first: requests for a bucket are
 * sent as `/bucket` and signed as `/bucket/`.
 * @param bucket the bucket that the Host header names, in virtual-host style
 * @param expires the Expires parameter of a query-signed request, which takes the date's place
 */
export function stringsToSign(
  request: WireRequest,
  bucket: string | undefined,
  expires: string | undefined,
): readonly string[] {
  const { headers, query, rawPath } = request;
  const fromQuery = expires !== undefined;
  const field = (name: string) =>
    headers.get(name) ?? (fromQuery ? query.get(name) : undefined) ?? '';
  const date = expires ?? (headers.get('x-amz-date') === undefined ? headers.get('date') : '');
  const start = `${request.method}\n${field('content-md5')}\n${field('content-type')}\n${date ?? ''}\n${amzHeaders(request, fromQuery)}`;
  const path = bucket === undefined ? rawPath : `/${bucket}${rawPath}`;
  const isBucket = path.lastIndexOf('/') === 0 && path.length > 1;
  const paths = isBucket ? [path, `${path}/`] : [path];
  return paths.map((each) => start + resource(request, each));
}
