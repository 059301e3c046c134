import { authenticateSession, type SessionProof } from '../http/authenticate.ts';
import type { Reply } from '../operation/reply.ts';
import type { WireRequest } from '../operation/request.ts';
import { type ApiService, forwarded, queryRequest, serviceOfPath } from './api-request.ts';
import { readTextFields } from './json-body.ts';
import { createPages } from './pages.ts';
import type { createLinks } from './presigned-links.ts';
import { jsonReply, refusal } from './replies.ts';
import { asData, asPage } from './security-headers.ts';
import { createSessionRequests, refusedSession, type SessionParts } from './session-requests.ts';

export interface ConsoleParts extends SessionParts {
  /** The folder of the built page. */
  readonly folder: string;
  readonly link: ReturnType<typeof createLinks>;
  /** The pipeline of the services. `original` is the request that the listener knows. */
  readonly perform: (
    request: WireRequest,
    service: ApiService,
    original: WireRequest,
  ) => Promise<Reply>;
}

/**
 * The console's origin: its page, the session of who is signed in, and the operations of the
 * services under `/api`, which go the way of every other request.
 */
export function createConsole(parts: ConsoleParts) {
  const pages = createPages(parts.folder);
  const session = createSessionRequests(parts);
  return async function answer(request: WireRequest): Promise<Reply> {
    const { rawPath } = request;
    if (rawPath.startsWith('/api/')) return asData(await callService(parts, request));
    if (rawPath === '/session') return asData(await session(request));
    if (rawPath.startsWith('/session/')) return asData(await aboutSession(parts, request));
    const objectOrigin = new URL(parts.endpointOf(request)).origin;
    return asPage(await page(pages, request), objectOrigin);
  };
}

async function page(pages: ReturnType<typeof createPages>, request: WireRequest): Promise<Reply> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refusal('InvalidRequest', 'Pages are only read: GET, HEAD.');
  }
  const reply = await pages.answer(request);
  return reply ?? refusal('NotFound', `There is nothing at ${request.rawPath}.`);
}

async function callService(parts: ConsoleParts, request: WireRequest): Promise<Reply> {
  const service = serviceOfPath(request.rawPath);
  if (service === undefined) return refusal('NotFound', `${request.rawPath} is no service.`);
  // An operation in a query string would pass for reading, which needs no token of the page.
  if (service !== 's3' && request.method !== 'POST') {
    return refusal('InvalidRequest', `Operations of ${service} are sent by POST.`);
  }
  const proof = await authenticateSession(request, parts.sessions);
  if (typeof proof === 'string') return refusedSession(proof);
  if (proof.session.mustChangePassword) {
    return refusal('PasswordChangeRequired', 'Change your password first.');
  }
  return parts.perform(forwarded(request, service, proof.caller), service, request);
}

async function aboutSession(parts: ConsoleParts, request: WireRequest): Promise<Reply> {
  const proof = await authenticateSession(request, parts.sessions);
  if (typeof proof === 'string') return refusedSession(proof);
  const name = request.method === 'POST' ? request.rawPath : '';
  if (name === '/session/password') return changePassword(parts, request, proof);
  if (name === '/session/presigned-url') return presign(parts, request, proof);
  return refusal('NotFound', `There is nothing at ${request.method} ${request.rawPath}.`);
}

/** IAM's ChangePassword, the one operation that a password which must be changed still serves for. */
async function changePassword(
  parts: ConsoleParts,
  request: WireRequest,
  { caller }: SessionProof,
): Promise<Reply> {
  const fields = await readTextFields(request);
  const parameters = {
    Action: 'ChangePassword',
    Version: '2010-05-08',
    OldPassword: fields?.get('oldPassword') ?? '',
    NewPassword: fields?.get('newPassword') ?? '',
  };
  return parts.perform(queryRequest(request, parameters, caller), 'iam', request);
}

async function presign(
  parts: ConsoleParts,
  request: WireRequest,
  { session }: SessionProof,
): Promise<Reply> {
  if (session.mustChangePassword) {
    return refusal('PasswordChangeRequired', 'Change your password first.');
  }
  const fields = await readTextFields(request);
  const url = fields && parts.link(session, parts.endpointOf(request), fields);
  if (url === undefined) {
    const message =
      'A link needs method (GET or PUT), bucket, key and expiresSeconds: up to a week, or 12 hours for who signed in with a password.';
    return refusal('InvalidRequest', message);
  }
  return jsonReply(200, { url });
}
