import type { HeaderFields, QueryParameters, WireRequest } from '../operation/request.ts';
import { bucketOfHost } from '../s3/target.ts';

/** What stands between the bucket and the server's host name: `BUCKET.s3-website.HOST`. */
const websiteLabel = 's3-website';

/**
 * The bucket whose website a Host header names, with or without a port; undefined for every other
 * host, which is S3's.
 * @param hostNames lower-case, such as `localhost`
 */
export function websiteBucketOfHost(
  host: string,
  hostNames: readonly string[],
): string | undefined {
  return bucketOfHost(
    host,
    hostNames.map((name) => `${websiteLabel}.${name}`),
  );
}

/** A visitor's request, as the GetObject or HeadObject that answers it. */
export interface WebsiteRead extends WireRequest {
  /** The request that came in: the one that decisions are recorded under. */
  readonly visit: WireRequest;
}

/**
 * What of a visitor's headers counts. Everything else, credentials above all, is left behind: the
 * website's only caller is the anonymous one.
 */
const visitorHeaders = ['referer', 'user-agent', 'origin'] as const;
const readingHeaders = [
  'range',
  'if-range',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
] as const;

const noParameters: QueryParameters = { list: [], get: () => undefined, has: () => false };

/**
 * The S3 request for an object of a website, in path style and without a query string.
 * @param rawKey percent-encoded, as it came; nothing in it is normalised
 * @param whole leave out ranges and conditions, which were said about another object
 */
export function websiteRead(
  visit: WireRequest,
  bucket: string,
  rawKey: string,
  { method = visit.method, whole = false } = {},
): WebsiteRead {
  const names: readonly string[] = whole ? visitorHeaders : [...visitorHeaders, ...readingHeaders];
  return {
    ...visit,
    method,
    rawPath: `/${bucket}/${rawKey}`,
    rawQuery: '',
    query: noParameters,
    headers: onlyHeaders(visit.headers, names),
    visit,
  };
}

function onlyHeaders(headers: HeaderFields, names: readonly string[]): HeaderFields {
  return {
    get: (name) => (names.includes(name) ? headers.get(name) : undefined),
    entries: () => [...headers.entries()].filter(([name]) => names.includes(name)),
  };
}

/** The request that a decision belongs to: the visitor's, where a website asked on his behalf. */
export function visitOf(request: WireRequest): WireRequest {
  return isWebsiteRead(request) ? request.visit : request;
}

function isWebsiteRead(request: WireRequest): request is WebsiteRead {
  return 'visit' in request;
}
