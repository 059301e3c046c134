import { Readable } from 'node:stream';
import type { CredentialRecord } from '../identity/caller.ts';
import type { WireRequest } from '../operation/request.ts';
import { parseHeaders } from './header-fields.ts';
import { parseQuery } from './query-string.ts';
import { defaultWireOptions } from './wire-request.ts';

/** A WireRequest for tests, from what would have stood on the wire. */
export function requestFixture(parts: {
  readonly method?: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>> | readonly string[];
  readonly nowMs: number;
  readonly body?: readonly Uint8Array[] | Readable;
}): WireRequest {
  const [rawPath = '', rawQuery = ''] = parts.url.split(/\?(.*)/s);
  const { headers } = parts;
  const raw = Array.isArray(headers) ? headers : Object.entries(headers).flat();
  return {
    id: '0123456789ABCDEF',
    receivedAtMs: parts.nowMs,
    method: parts.method ?? 'GET',
    rawPath,
    rawQuery,
    query: parseQuery(rawQuery),
    headers: parseHeaders(raw, defaultWireOptions),
    sourceIp: '192.0.2.1',
    secure: false,
    tlsVersion: undefined,
    body: parts.body instanceof Readable ? parts.body : Readable.from(parts.body ?? []),
    continue() {},
  };
}

/** The credential of AWS's own documentation. */
export const documentedCredential: CredentialRecord = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  kind: 'long-term',
  principal: {
    kind: 'user',
    arn: 'arn:aws:iam::123456789012:user/johnsmith',
    accountId: '123456789012',
    userId: 'AIDAEXAMPLE',
    userName: 'johnsmith',
  },
  policies: { identity: [], boundary: undefined, session: undefined },
  canonicalId: 'a'.repeat(64),
  displayName: 'johnsmith',
  sessionContext: new Map(),
};
