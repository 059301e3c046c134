import { Readable } from 'node:stream';
import { newRequestId } from '../../http/request-id.ts';
import type { HeaderFields, QueryParameters, WireRequest } from '../../operation/request.ts';

const noParameters: QueryParameters = { list: [], get: () => undefined, has: () => false };
const noHeaders: HeaderFields = { get: () => undefined, entries: () => [] };

/** A request that the server makes of itself, in the name of a service: it is of no wire. */
export function serviceRequest(
  service: string,
  method: string,
  bucket: string,
  key: string,
): WireRequest {
  const path = key.split('/').map(encodeURIComponent).join('/');
  return {
    id: newRequestId(),
    receivedAtMs: Date.now(),
    method,
    rawPath: `/${bucket}/${path}`,
    rawQuery: '',
    query: noParameters,
    headers: { ...noHeaders, get: (name) => (name === 'user-agent' ? service : undefined) },
    // What CloudTrail shows for calls of services.
    sourceIp: service,
    secure: false,
    tlsVersion: undefined,
    body: Readable.from([]),
    continue: () => undefined,
  };
}
