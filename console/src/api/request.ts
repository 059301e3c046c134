import { errorOf, ServiceError } from './service-error.ts';

/** The token of the session, for every request that changes something; kept by this module only. */
let csrfToken = '';
const signedOutListeners = new Set<() => void>();
const denialListeners = new Set<(error: ServiceError) => void>();

/** Called by the session when it begins or ends. */
export function setCsrfToken(token: string): void {
  csrfToken = token;
}

/** Tells when the server says that there is no session any more. @returns what ends it */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** Tells of each denial. @returns what ends it */
export function onDenial(listener: (error: ServiceError) => void): () => void {
  denialListeners.add(listener);
  return () => denialListeners.delete(listener);
}

export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends a request to the console's own origin.
 * @param path `/session...` or `/api/SERVICE...`
 * @throws ServiceError for every answer but a success, and where there is no answer
 */
export async function send(path: string, options: RequestOptions = {}): Promise<Response> {
  const { method = 'GET', headers, body, signal } = options;
  const response = await fetch(path, {
    method,
    headers: { ...headers, 'x-strongroom-csrf-token': csrfToken },
    credentials: 'same-origin',
    redirect: 'error',
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unanswered();
  });
  return accepted(response);
}

function unanswered(): ServiceError {
  return new ServiceError('NetworkError', 'The server does not answer. Is it running?', 0);
}

/** @throws ServiceError for what is no success */
async function accepted(response: Response): Promise<Response> {
  if (response.ok) return response;
  const error = await errorOf(response);
  if (error.code === 'SignInRequired') for (const listener of signedOutListeners) listener();
  if (error.isDenial) for (const listener of denialListeners) listener(error);
  throw error;
}

export interface SendBytesOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes that went out so far. */
  readonly onProgress?: ((sentBytes: number) => void) | undefined;
}

/** Sends a file by PUT and tells how far it is, which `fetch` does not. @throws as `send` */
export function sendBytes(path: string, body: Blob, options: SendBytesOptions): Promise<Response> {
  const { headers, signal, onProgress } = options;
  return new Promise<Response>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', path);
    for (const [name, value] of Object.entries(headers ?? {}))
      request.setRequestHeader(name, value);
    request.setRequestHeader('x-strongroom-csrf-token', csrfToken);
    const abort = () => request.abort();
    request.upload.onprogress = ({ loaded }) => onProgress?.(loaded);
    request.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    request.onerror = () => reject(unanswered());
    request.onload = () => resolve(responseOf(request));
    request.onloadend = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) reject(new DOMException('The upload was stopped.', 'AbortError'));
    else request.send(body);
  }).then(accepted);
}

function responseOf(request: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const line of request.getAllResponseHeaders().split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const { status, statusText } = request;
  return new Response(request.responseText || null, { status, statusText, headers });
}
