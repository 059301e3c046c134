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
    throw new ServiceError('NetworkError', 'The server does not answer. Is it running?', 0);
  });
  if (response.ok) return response;
  const error = await errorOf(response);
  if (error.code === 'SignInRequired') for (const listener of signedOutListeners) listener();
  if (error.isDenial) for (const listener of denialListeners) listener(error);
  throw error;
}
