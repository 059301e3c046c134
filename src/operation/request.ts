import type { Readable } from 'node:stream';
import type { Caller } from '../identity/caller.ts';

/** Header fields of a request. Names are lower-case; duplicates of one name are refused at the door. */
export interface HeaderFields {
  /** The value as it was sent (white space around it removed), or undefined. */
  get(name: string): string | undefined;
  /** Every pair in the order of the wire, names lower-case. */
  entries(): Iterable<readonly [name: string, value: string]>;
}

/** One `name=value` of the query string: as sent, and percent-decoded (`+` stays a plus). */
export interface QueryParameter {
  readonly rawName: string;
  readonly rawValue: string;
  readonly name: string;
  readonly value: string;
  /** False for `?acl`, true for `?acl=`. */
  readonly hasEquals: boolean;
}

/** The query string of a request, parsed once, strictly. */
export interface QueryParameters {
  readonly list: readonly QueryParameter[];
  /** The decoded value of the first parameter of that name, or undefined. */
  get(name: string): string | undefined;
  has(name: string): boolean;
}

/**
 * A request as it came in over HTTP, before anyone believes a word of it. Built by `src/http` from
 * the raw request line and raw headers: nothing in it was normalised by a URL library.
 */
export interface WireRequest {
  /** The request id that the response, the log and the audit record carry. */
  readonly id: string;
  readonly receivedAtMs: number;
  readonly method: string;
  /** The path as sent, still percent-encoded, without the query string; always begins with `/`. */
  readonly rawPath: string;
  readonly rawQuery: string;
  readonly query: QueryParameters;
  readonly headers: HeaderFields;
  /** The peer of the socket, or the client that a trusted proxy named. */
  readonly sourceIp: string;
  readonly secure: boolean;
  /** Such as `TLSv1.3`; undefined without TLS. */
  readonly tlsVersion: string | undefined;
  /** The bytes of the body as sent: still chunked by aws-chunked where the client did that. */
  readonly body: Readable;
  /** Who sent it, where a session of the console proved that; set on the console's listener alone. */
  readonly sessionCaller?: Caller | undefined;
  /** Ask the client to send its body (`100 Continue`); does nothing where it did not wait for that. */
  continue(): void;
}
