import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { NotificationTarget, Sender } from './target.ts';

/**
 * Sends messages to a webhook: one POST each, taken when the answer is 2xx. Redirects are answers
 * like others, and never followed.
 */
export function webhookSender(target: NotificationTarget, lookup: LookupFunction): Sender {
  const { url, proof } = target;
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return (text, signal) => {
    const body = Buffer.from(text);
    const headers: Record<string, string | number> = {
      'content-type': 'application/json',
      'content-length': body.length,
      'user-agent': 'strongroom',
      'x-strongroom-destination': target.arn,
    };
    if (proof?.kind === 'authorization') headers.authorization = proof.value;
    if (proof?.kind === 'hmac') {
      const digest = createHmac('sha256', proof.secret).update(body).digest('hex');
      headers['x-strongroom-signature'] = `sha256=${digest}`;
    }
    return new Promise((resolve, reject) => {
      const sent = request(url, { method: 'POST', headers, lookup, signal }, (response) => {
        const { statusCode = 0 } = response;
        // The answer's body is nobody's: however long it is, the connection ends with it.
        response.destroy();
        if (statusCode >= 200 && statusCode < 300) resolve();
        else reject(new Error(`${url.host} answers ${statusCode}`));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  };
}
