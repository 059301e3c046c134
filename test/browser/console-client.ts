import type { Credentials } from '../conformance/harness/server.ts';

/** What the page would know of its session. */
export interface Described {
  readonly csrfToken: string;
  readonly arn: string;
  readonly mustChangePassword: boolean;
}

/** A browser's part in a session, without a browser: its cookie, and the token of its page. */
export class ConsoleClient {
  readonly origin: string;
  cookie = '';
  csrfToken = '';

  constructor(origin: string) {
    this.origin = origin;
  }

  /** A request as the console's page sends it; `headers` replace what it would send. */
  send(
    path: string,
    options: {
      readonly method?: string;
      readonly body?: string | URLSearchParams;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<Response> {
    const { method = 'GET', body, headers = {} } = options;
    return fetch(`${this.origin}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        origin: this.origin,
        cookie: this.cookie,
        'x-strongroom-csrf-token': this.csrfToken,
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
  }

  sendJson(path: string, value: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return this.send(path, { method: 'POST', body: JSON.stringify(value), headers });
  }

  /** Signs in, and keeps what a browser and its page would keep. */
  async signIn(credentials: Credentials | Readonly<Record<string, string>>): Promise<Response> {
    const response = await this.sendJson('/session', credentials);
    const [cookie] = response.headers.getSetCookie();
    if (response.ok && cookie !== undefined) {
      this.cookie = cookie.split(';')[0] ?? '';
      const described: Described = JSON.parse(await response.clone().text());
      this.csrfToken = described.csrfToken;
    }
    return response;
  }

  iam(parameters: Readonly<Record<string, string>>): Promise<Response> {
    const body = new URLSearchParams({ Version: '2010-05-08', ...parameters });
    return this.send('/api/iam', { method: 'POST', body });
  }
}
