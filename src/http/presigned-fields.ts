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

class OverlaidHeaders implements HeaderFields {
  readonly #sent: HeaderFields;
  readonly #added: ReadonlyMap<string, string>;

  constructor(sent: HeaderFields, added: ReadonlyMap<string, string>) {
    this.#sent = sent;
    this.#added = added;
  }

  get(name: string): string | undefined {
    return this.#sent.get(name) ?? this.#added.get(name);
  }

  *entries(): Iterable<readonly [string, string]> {
    yield* this.#sent.entries();
    for (const [name, value] of this.#added) {
      if (this.#sent.get(name) === undefined) yield [name, value];
    }
  }
}

/**
 * A presigned request as its operation sees it: signers move `x-amz-*` headers (x-amz-acl, metadata,
 * checksums) into the query string, where they mean the same. Use it only after authentication of a
 * query signature, which covers all parameters; the signature itself is checked on what was sent.
 */
export function withPresignedFields(request: WireRequest): WireRequest {
  const added = new Map<string, string>();
  for (const { name, value } of request.query.list) {
    const lower = name.toLowerCase();
    if (!lower.startsWith('x-amz-') || signatureParameters.has(lower) || added.has(lower)) continue;
    // Header values are texts of bytes; what stands in a URL was decoded as UTF-8.
    added.set(lower, Buffer.from(value, 'utf8').toString('latin1'));
  }
  if (added.size === 0) return request;
  return { ...request, headers: new OverlaidHeaders(request.headers, added) };
}
