import { parseXml } from './xml.ts';

/** What a service answered instead of doing what it was asked to. */
export class ServiceError extends Error {
  /** AWS's code, such as `AccessDenied`. */
  readonly code: string;
  readonly status: number;
  readonly requestId: string | undefined;
  /** The sealed explanation of a denial, which DecodeAuthorizationMessage opens. */
  readonly encodedMessage: string | undefined;

  constructor(
    code: string,
    message: string,
    status: number,
    about: { requestId?: string | undefined; encodedMessage?: string | undefined } = {},
  ) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
    this.status = status;
    this.requestId = about.requestId;
    this.encodedMessage = about.encodedMessage;
  }

  get isDenial(): boolean {
    return ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation'].includes(this.code);
  }

  get isMissing(): boolean {
    return this.status === 404 || this.code === 'NoSuchEntity' || this.code.startsWith('NoSuch');
  }
}

/** The error that a response holds: the console's JSON, IAM's or S3's XML, KMS's JSON. */
export async function errorOf(response: Response): Promise<ServiceError> {
  const about = {
    requestId: response.headers.get('x-amz-request-id') ?? undefined,
    encodedMessage: response.headers.get('x-strongroom-authorization-message') ?? undefined,
  };
  const text = await response.text();
  const [code, message] = readError(text, response);
  return new ServiceError(code, message, response.status, about);
}

function readError(text: string, response: Response): readonly [string, string] {
  const unreadable = [
    `Http${response.status}`,
    response.statusText || 'The request failed.',
  ] as const;
  if (text.startsWith('{')) return readJsonError(text) ?? unreadable;
  const document = text === '' ? undefined : parseXml(text);
  const error = document?.name === 'Error' ? document : document?.child('Error');
  return error === undefined ? unreadable : [error.text('Code'), error.text('Message')];
}

function readJsonError(text: string): readonly [string, string] | undefined {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(value));
  const code = fields.get('code') ?? fields.get('__type');
  const message = fields.get('message') ?? fields.get('Message') ?? '';
  return typeof code === 'string' ? [code.replace(/^.*#/, ''), String(message)] : undefined;
}
