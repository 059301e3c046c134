import type { Authentication } from '../identity/caller.ts';
import type { HeaderFields, WireRequest } from '../operation/request.ts';

/** Parameters that make the signature itself; they are no fields of the operation. */
const signatureParameters: ReadonlySet<string> = new Set([
  'x-amz-algorithm',
  'x-amz-content-sha256',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-security-token',
  'x-amz-signature',
  'x-amz-signedheaders',
]);

const METADATA_PREFIX = 'x-amz-meta-';

class OverlaidHeaders implements HeaderFields {
  readonly #sent: HeaderFields;
  readonly #overlay: ReadonlyMap<string, string>;

  constructor(sent: HeaderFields, overlay: ReadonlyMap<string, string>) {
    this.#sent = sent;
    this.#overlay = overlay;
  }

  get(name: string): string | undefined {
    return this.#overlay.get(name) ?? this.#sent.get(name);
  }

  *entries(): Iterable<readonly [string, string]> {
    for (const [name, value] of this.#sent.entries()) {
      yield [name, this.#overlay.get(name) ?? value];
    }
    for (const [name, value] of this.#overlay) {
      if (this.#sent.get(name) === undefined) yield [name, value];
    }
  }
}

/**
 * A request as its operation sees it, after authentication on what was sent. The metadata of an
 * object is text, and clients send it as UTF-8. Signers of URLs move `x-amz-*` headers (x-amz-acl,
 * metadata) into the query string, where they mean the same and the signature covers them.
 */
export function operationRequest(
  request: WireRequest,
  method: Authentication['method'],
): WireRequest {
  const overlay = new Map<string, string>();
  for (const [name, value] of request.headers.entries()) {
    if (name.startsWith(METADATA_PREFIX) && !isAscii(value)) overlay.set(name, decodeText(value));
  }
  if (method === 'query') addPresignedFields(request, overlay);
  if (overlay.size === 0) return request;
  return { ...request, headers: new OverlaidHeaders(request.headers, overlay) };
}

function addPresignedFields(request: WireRequest, overlay: Map<string, string>): void {
  for (const { name, value } of request.query.list) {
    const lower = name.toLowerCase();
    if (!lower.startsWith('x-amz-') || signatureParameters.has(lower)) continue;
    if (isChecksum(lower)) continue;
    if (overlay.has(lower) || request.headers.get(lower) !== undefined) continue;
    // Other values are texts of bytes, as in headers; what stands in a URL was decoded as UTF-8.
    const isMetadata = lower.startsWith(METADATA_PREFIX);
    overlay.set(lower, isMetadata ? value : Buffer.from(value, 'utf8').toString('latin1'));
  }
}

/**
 * S3 does not look at checksums in a query string, and must not: SDKs put there the checksum of the
 * body that they had when they signed, which is none.
 */
function isChecksum(name: string): boolean {
  return name.startsWith('x-amz-checksum-') || name === 'x-amz-sdk-checksum-algorithm';
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7e) return false;
  return true;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a header value: UTF-8 where its bytes are that, else Latin-1, as HTTP once had it. */
function decodeText(value: string): string {
  try {
    return strictUtf8.decode(Buffer.from(value, 'latin1'));
  } catch {
    return value;
  }
}
