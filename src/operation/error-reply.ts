import { StoreBusy, StoreFull } from '../store/metadata/sqlite/group-commit.ts';
import { ServiceError } from './errors.ts';
import type { Reply } from './reply.ts';
import { escapeXml, xmlDeclaration } from './xml-write.ts';

/** What an error document repeats of its request. */
export interface ErrorRequest {
  readonly id: string;
  readonly method: string;
  /** S3's second id, which names the host. */
  readonly hostId: string;
  /** The path, decoded where it can be. */
  readonly resource: string;
}

/** Errors of the system that pass when there is room, or descriptors, again. */
const fullCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);
const scarceCodes: ReadonlySet<unknown> = new Set(['EMFILE', 'ENFILE']);

/**
 * What the client is told of an exception: its own error, what it may try again, or nothing but
 * InternalError.
 */
export function asServiceError(
  error: unknown,
  internal: 'InternalError' | 'InternalFailure',
): ServiceError {
  if (error instanceof ServiceError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (error instanceof StoreBusy || scarceCodes.has(code)) return new ServiceError('SlowDown');
  if (error instanceof StoreFull || fullCodes.has(code)) {
    return new ServiceError('ServiceUnavailable', {
      message: 'The server has no room left to store this.',
    });
  }
  return new ServiceError(internal);
}

/** S3's error document. A HEAD has none. */
export function s3ErrorReply(error: ServiceError, request: ErrorRequest): Reply {
  const headers = { ...error.headers, 'content-type': 'application/xml' };
  const hasBody = request.method !== 'HEAD' && error.status !== 304;
  if (!hasBody) return { status: error.status, headers: error.headers, body: undefined };
  const fields: Record<string, string> = { ...error.fields };
  fields.Resource ??= request.resource;
  fields.RequestId = request.id;
  fields.HostId = request.hostId;
  let body = `${xmlDeclaration}<Error>`;
  body += element('Code', error.code) + element('Message', error.message);
  for (const [name, value] of Object.entries(fields)) body += element(name, value);
  return { status: error.status, headers, body: `${body}</Error>` };
}

/** The error document of the Query protocol (IAM, STS). */
export function queryErrorReply(
  error: ServiceError,
  request: ErrorRequest,
  namespace: string,
): Reply {
  const type = error.status >= 500 ? 'Receiver' : 'Sender';
  const inner =
    element('Type', type) + element('Code', error.code) + element('Message', error.message);
  return {
    status: error.status,
    headers: { ...error.headers, 'content-type': 'text/xml' },
    body:
      `<ErrorResponse xmlns="${namespace}"><Error>${inner}</Error>` +
      `${element('RequestId', request.id)}</ErrorResponse>`,
  };
}

function element(name: string, value: string): string {
  return `<${name}>${escapeXml(value)}</${name}>`;
}
