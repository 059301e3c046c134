import { STATUS_CODES } from 'node:http';
import type { ServiceError } from '../operation/errors.ts';
import type { Reply } from '../operation/reply.ts';
import { escapeXml } from '../operation/xml-write.ts';
import type { Redirection } from './redirection.ts';

/** What the pages of a website repeat, so that a visitor can report it. */
export interface PageIds {
  readonly requestId: string;
  readonly hostId: string;
}

/**
 * S3's page about what went wrong, which browsers show.
 * @param custom why the bucket's own error document could not be shown instead
 */
export function errorPage(error: ServiceError, ids: PageIds, custom?: ServiceError): Reply {
  const title = `${error.status} ${STATUS_CODES[error.status] ?? 'Error'}`;
  const body =
    list([...facts(error), ['RequestId', ids.requestId], ['HostId', ids.hostId]]) +
    (custom === undefined
      ? ''
      : '<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n' +
        list(facts(custom)));
  return {
    status: error.status,
    headers: { ...error.headers, ...errorHeaders(error), 'content-type': htmlType },
    body: page(title, body),
  };
}

/** The same in headers, for programs; it comes with the bucket's own error document too. */
export function errorHeaders(error: ServiceError): Record<string, string> {
  const headers: Record<string, string> = {
    'x-amz-error-code': error.code,
    'x-amz-error-message': error.message,
  };
  for (const [name, value] of Object.entries(error.fields)) {
    // A key can hold what no header can.
    if (printable.test(value)) headers[`x-amz-error-detail-${name}`] = value;
  }
  return headers;
}

/** Sends a visitor elsewhere, with nothing to read on the way. */
export function redirectReply({ status, location }: Redirection): Reply {
  return { status, headers: { location }, body: undefined };
}

/** Sends a visitor from `/folder` to `/folder/`. */
export function folderReply(location: string, ids: PageIds): Reply {
  const body = list([
    ['Code', 'Found'],
    ['Message', 'Resource Found'],
    ['RequestId', ids.requestId],
    ['HostId', ids.hostId],
  ]);
  return {
    status: 302,
    headers: { location, 'content-type': htmlType },
    body: page('302 Moved Temporarily', body),
  };
}

const htmlType = 'text/html; charset=utf-8';
const printable = /^[\x20-\x7e]*$/;

type Facts = readonly (readonly [name: string, value: string])[];

function facts(error: ServiceError): Facts {
  return [['Code', error.code], ['Message', error.message], ...Object.entries(error.fields)];
}

function list(items: Facts): string {
  const lines = items.map(([name, value]) => `<li>${name}: ${escapeXml(value)}</li>\n`);
  return `<ul>\n${lines.join('')}</ul>\n`;
}

function page(title: string, body: string): string {
  return (
    `<html>\n<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n` +
    `${body}<hr/>\n</body>\n</html>\n`
  );
}
