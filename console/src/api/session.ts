import { send, setCsrfToken } from './request.ts';

/** Who is signed in, as the server tells it. */
export interface Session {
  readonly csrfToken: string;
  readonly kind: 'root' | 'user';
  readonly arn: string;
  readonly accountId: string;
  readonly accountAlias?: string;
  readonly userName?: string;
  readonly method: 'password' | 'access-key';
  readonly accessKeyId?: string;
  readonly mustChangePassword: boolean;
  readonly expiresAt: string;
  readonly region: string;
  /** Where S3, IAM and STS are for other programs. */
  readonly endpoint: string;
}

export type Credentials =
  | { readonly account: string; readonly userName: string; readonly password: string }
  | { readonly accessKeyId: string; readonly secretAccessKey: string };

async function begun(response: Response): Promise<Session> {
  const session: Session = await response.json();
  setCsrfToken(session.csrfToken);
  return session;
}

function sendJson(path: string, value: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return send(path, { method: 'POST', headers, body: JSON.stringify(value) });
}

/** @throws ServiceError SignInRequired where nobody is signed in */
export async function currentSession(): Promise<Session> {
  return begun(await send('/session'));
}

/** @throws ServiceError SignInFailed, PasswordExpired, TooManyAttempts */
export async function signIn(credentials: Credentials): Promise<Session> {
  return begun(await sendJson('/session', credentials));
}

/** Ends the session on the server. */
export async function signOut(): Promise<void> {
  await send('/session', { method: 'DELETE' });
}

/** Changes the password of who is signed in; the session ends with the old one. */
export async function changePassword(oldPassword: string, newPassword: string): Promise<void> {
  await sendJson('/session/password', { oldPassword, newPassword });
}

export interface LinkRequest {
  readonly method: 'GET' | 'PUT';
  readonly bucket: string;
  readonly key: string;
  readonly expiresSeconds: number;
  readonly versionId?: string | undefined;
  readonly responseContentType?: string | undefined;
  readonly responseContentDisposition?: string | undefined;
}

/** A URL of the object's own origin that works without a session, for a while. */
export async function presignedUrl(link: LinkRequest): Promise<string> {
  const { expiresSeconds, responseContentType, responseContentDisposition, ...rest } = link;
  const response = await sendJson('/session/presigned-url', {
    ...rest,
    expiresSeconds: String(expiresSeconds),
    'response-content-type': responseContentType,
    'response-content-disposition': responseContentDisposition,
  });
  const { url }: { url: string } = await response.json();
  return url;
}
