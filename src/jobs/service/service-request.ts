import { Readable } from 'node:stream';
import { newRequestId } from '../../http/request-id.ts';
import type { HeaderFields, QueryParameters, WireRequest } from '../../operation/request.ts';

const noParameters: QueryParameters = { list: [], get: () => undefined, has: () => false };

/** A request that the server makes of itself, in the name of a service: it is of no wire. */
export function serviceRequest(
  service: string,
  method: string,
  bucket: string,
  key: string,
  content: { readonly headers?: Record<string, string>; readonly body?: Uint8Array } = {},
): WireRequest {
  const path = key.split('/').map(encodeURIComponent).join('/');
  return {
    id: newRequestId(),
    receivedAtMs: Date.now(),
    method,
    rawPath: `/${bucket}/${path}`,
    rawQuery: '',
    query: noParameters,
    headers: headerFields({ ...content.headers, 'user-agent': service }),
    // What CloudTrail shows for calls of services.
    sourceIp: service,
    secure: false,
    tlsVersion: undefined,
    body: Readable.from(content.body === undefined ? [] : [content.body]),
    continue: () => undefined,
  };
}

function headerFields(headers: Readonly<Record<string, string>>): HeaderFields {
  return { get: (name) => headers[name], entries: () => Object.entries(headers) };
}
