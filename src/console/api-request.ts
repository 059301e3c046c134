import { Readable } from 'node:stream';
import type { Caller } from '../identity/caller.ts';
import type { HeaderFields, WireRequest } from '../operation/request.ts';

/** The services whose operations the console calls. */
export const apiServices = ['s3', 'iam', 'sts', 'kms', 'cloudtrail'] as const;
export type ApiService = (typeof apiServices)[number];

/** The service that a path of the console means: `/api/s3/photos/cat.jpg` is S3's. */
export function serviceOfPath(rawPath: string): ApiService | undefined {
  const name = /^\/api\/([a-z0-9]+)(?:\/|$)/.exec(rawPath)?.[1];
  return apiServices.find((service) => service === name);
}

/**
 * What browsers add for the console's own origin and the services must not take for theirs: hosts
 * name buckets, an Origin asks for a bucket's CORS rules, and a signature would be a second proof.
 */
const ownHeaders: ReadonlySet<string> = new Set(['authorization', 'cookie', 'host', 'origin']);

class ForwardedHeaders implements HeaderFields {
  readonly #sent: HeaderFields;

  constructor(sent: HeaderFields) {
    this.#sent = sent;
  }

  get(name: string): string | undefined {
    return ownHeaders.has(name) ? undefined : this.#sent.get(name);
  }

  *entries(): Iterable<readonly [string, string]> {
    for (const pair of this.#sent.entries()) if (!ownHeaders.has(pair[0])) yield pair;
  }
}

/**
 * Browsers drop `.` and `..` from a path, so the page writes the slash between bucket and key as
 * `%2F` too. No name of a bucket holds one.
 */
const escapedFirstSlash = /^(\/[^/%]*)%2F/;

/** The request as the service would have received it, from the caller whom the session proved. */
export function forwarded(
  request: WireRequest,
  service: ApiService,
  sessionCaller: Caller,
): WireRequest {
  const rest = request.rawPath.slice(`/api/${service}`.length);
  return {
    ...request,
    rawPath: rest === '' ? '/' : rest.replace(escapedFirstSlash, '$1/'),
    headers: new ForwardedHeaders(request.headers),
    sessionCaller,
  };
}

class FormHeaders implements HeaderFields {
  readonly #sent: HeaderFields;
  readonly #own: ReadonlyMap<string, string>;

  constructor(sent: HeaderFields, bytes: number) {
    this.#sent = new ForwardedHeaders(sent);
    this.#own = new Map([
      ['content-type', 'application/x-www-form-urlencoded'],
      ['content-length', String(bytes)],
    ]);
  }

  get(name: string): string | undefined {
    return this.#own.get(name) ?? this.#sent.get(name);
  }

  *entries(): Iterable<readonly [string, string]> {
    for (const pair of this.#sent.entries()) if (!this.#own.has(pair[0])) yield pair;
    yield* this.#own;
  }
}

/** A Query request that the console makes of one of its forms, such as the new password's. */
export function queryRequest(
  request: WireRequest,
  parameters: Readonly<Record<string, string>>,
  sessionCaller: Caller,
): WireRequest {
  const body = Buffer.from(new URLSearchParams(parameters).toString());
  return {
    ...request,
    rawPath: '/',
    rawQuery: '',
    headers: new FormHeaders(request.headers, body.length),
    body: Readable.from([body]),
    sessionCaller,
  };
}
