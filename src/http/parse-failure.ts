import type { Socket } from 'node:net';
import { s3ErrorReply } from '../operation/error-reply.ts';
import { type ErrorCode, ServiceError } from '../operation/errors.ts';
import { hostId, newRequestId } from './request-id.ts';

/** What Node's parser complains of, in S3's words. */
const codes: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'RequestHeaderSectionTooLarge',
  ERR_HTTP_REQUEST_TIMEOUT: 'RequestTimeout',
};

/** Answer bytes that are no HTTP request: there is no request to respond to, only a socket. */
export function answerParseFailure(
  error: Error & { readonly code?: string },
  socket: Socket,
): void {
  if (socket.destroyed || !socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  endWithError(socket, new ServiceError(codes[error.code ?? ''] ?? 'BadRequest'));
}

/** Write an error document to a bare socket and end it. */
export function endWithError(socket: Socket, error: ServiceError): void {
  const id = newRequestId();
  const { body } = s3ErrorReply(error, { id, hostId, method: 'GET', resource: '' });
  const text = typeof body === 'string' ? body : '';
  const head = [
    `HTTP/1.1 ${error.status} ${error.status === 400 ? 'Bad Request' : 'Error'}`,
    `x-amz-request-id: ${id}`,
    `x-amz-id-2: ${hostId}`,
    'Content-Type: application/xml',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}
