import { percentDecode, percentEncodeBytes } from '../http/percent-encoding.ts';
import { asServiceError } from '../operation/error-reply.ts';
import { ServiceError } from '../operation/errors.ts';
import type { Reply } from '../operation/reply.ts';
import type { WireRequest } from '../operation/request.ts';
import { keptConfiguration } from '../s3/configurations/kept.ts';
import type { WebsiteConfiguration } from '../s3/configurations/website.ts';
import { noSuchBucket } from '../s3/define.ts';
import type { createS3Service, Handled } from '../s3/service.ts';
import type { Stores } from '../store/open.ts';
import { redirectOfAll, redirectOfRules, type Visited } from './redirection.ts';
import {
  errorHeaders,
  errorPage,
  folderReply,
  type PageIds,
  redirectReply,
} from './website-page.ts';
import { websiteRead } from './website-request.ts';

/** What the website endpoint is made of. */
export interface WebsiteParts {
  /** S3 with nothing but the operations of a website: what answers and authorizes each read. */
  readonly s3: ReturnType<typeof createS3Service>;
  readonly stores: Pick<Stores, 'buckets'>;
  readonly hostId: string;
}

/** An answer, and the refusal that it is about. */
export interface WebsiteAnswer {
  readonly reply: Reply;
  /** As it was thrown; undefined where nothing was refused. */
  readonly error: unknown;
}

type Seen = (handled: Handled) => void;

/** One visit on its way. */
interface Visit {
  readonly request: WireRequest;
  readonly bucket: string;
  readonly website: WebsiteConfiguration;
  readonly visited: Visited;
  readonly ids: PageIds;
  readonly seen: Seen;
}

/**
 * The website endpoint: GET and HEAD by anyone, answered by GetObject and HeadObject of the
 * anonymous caller (S3 user guide, "Hosting a static website using Amazon S3").
 * @returns a function that answers one request for the website of a bucket; never rejects
 */
export function createWebsite(parts: WebsiteParts) {
  return async function serve(
    request: WireRequest,
    bucket: string,
    seen: Seen,
  ): Promise<WebsiteAnswer> {
    const ids = { requestId: request.id, hostId: parts.hostId };
    try {
      const website = await websiteOf(parts, request, bucket);
      const visited = visitedBy(request);
      return await answer(parts, { request, bucket, website, visited, ids, seen });
    } catch (error) {
      return { reply: errorPage(asServiceError(error, 'InternalError'), ids), error };
    }
  };
}

function visitedBy(request: WireRequest): Visited {
  return {
    protocol: request.secure ? 'https' : 'http',
    host: request.headers.get('host') ?? '',
    key: percentDecode(request.rawPath.slice(1)),
  };
}

/** @throws ServiceError MethodNotAllowed, NoSuchBucket, NoSuchWebsiteConfiguration */
async function websiteOf(
  { stores }: WebsiteParts,
  { method }: WireRequest,
  name: string,
): Promise<WebsiteConfiguration> {
  if (method !== 'GET' && method !== 'HEAD') {
    throw new ServiceError('MethodNotAllowed', {
      fields: { Method: method, ResourceType: 'OBJECT' },
      headers: { allow: 'GET, HEAD' },
    });
  }
  const bucket = await stores.buckets.get(name);
  if (bucket === undefined) throw noSuchBucket(name);
  const website = await keptConfiguration(stores.buckets, bucket, 'website');
  if (website === undefined) {
    throw new ServiceError('NoSuchWebsiteConfiguration', { fields: { BucketName: name } });
  }
  return website;
}

async function answer(parts: WebsiteParts, visit: Visit): Promise<WebsiteAnswer> {
  const { request, website, visited } = visit;
  const elsewhere = redirectOfAll(website, visited) ?? redirectOfRules(website, visited, undefined);
  if (elsewhere !== undefined) return { reply: redirectReply(elsewhere), error: undefined };
  const rawKey = request.rawPath.slice(1);
  const isFolder = rawKey === '' || rawKey.endsWith('/');
  try {
    const read = websiteRead(request, visit.bucket, isFolder ? rawKey + index(visit) : rawKey);
    return { reply: redirectedByObject(await parts.s3(read, visit.seen)), error: undefined };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (!isFolder && error.code === 'NoSuchKey' && (await isFolderOf(parts, visit, rawKey))) {
      return { reply: folderReply(`/${rawKey}/`, visit.ids), error: undefined };
    }
    return { reply: await refuse(parts, visit, error), error };
  }
}

/** The index document's name, as it stands in a path. */
function index({ website }: Visit): string {
  return percentEncodeBytes(Buffer.from(website.IndexDocument?.Suffix ?? ''), false);
}

/** Objects can redirect too (`x-amz-website-redirect-location`). */
function redirectedByObject(reply: Reply): Reply {
  const location = reply.headers['x-amz-website-redirect-location'];
  if (location === undefined) return reply;
  const { body } = reply;
  if (typeof body === 'object' && 'next' in body) body.close();
  return redirectReply({ status: 301, location });
}

/** Whether a path without slash at its end is a folder: one that has an index document. */
async function isFolderOf(parts: WebsiteParts, visit: Visit, rawKey: string): Promise<boolean> {
  const read = websiteRead(visit.request, visit.bucket, `${rawKey}/${index(visit)}`, {
    method: 'HEAD',
    whole: true,
  });
  try {
    await parts.s3(read, visit.seen);
    return true;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    // One that may not be read is there: behind the redirection stands its 403.
    return error.status === 403;
  }
}

async function refuse(parts: WebsiteParts, visit: Visit, error: ServiceError): Promise<Reply> {
  const { request, website, visited, ids } = visit;
  if (error.status === 304) return { status: 304, headers: error.headers, body: undefined };
  const elsewhere = redirectOfRules(website, visited, error.status);
  if (elsewhere !== undefined) return redirectReply(elsewhere);
  const document = website.ErrorDocument?.Key;
  // The error document is for the 4xx class only.
  if (document === undefined || error.status >= 500) return errorPage(error, ids);
  const rawKey = percentEncodeBytes(Buffer.from(document), true);
  try {
    const read = websiteRead(request, visit.bucket, rawKey, { whole: true });
    const shown = await parts.s3(read, visit.seen);
    const headers = { ...shown.headers, ...error.headers, ...errorHeaders(error) };
    return { ...shown, status: error.status, headers };
  } catch (failure) {
    if (!(failure instanceof ServiceError)) throw failure;
    return errorPage(error, ids, failure);
  }
}
