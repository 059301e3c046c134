import type { Caller } from '../../identity/caller.ts';
import type { Bucket } from '../../store/buckets.ts';

/** What a line of a server access log tells. Undefined members are shown as `-`. */
export interface LogFacts {
  readonly bucket: Pick<Bucket, 'name' | 'ownerId'>;
  readonly atMs: number;
  readonly remoteIp: string | undefined;
  readonly caller: Caller | undefined;
  readonly requestId: string;
  /** As the log has it: `REST.GET.OBJECT`. */
  readonly operation: string;
  readonly key: string | undefined;
  /** Such as `GET /photos/a?acl HTTP/1.1`. */
  readonly requestUri: string | undefined;
  readonly status: number | undefined;
  readonly errorCode: string | undefined;
  readonly bytesSent: number;
  readonly objectSizeBytes: number | undefined;
  readonly totalMs: number | undefined;
  readonly turnAroundMs: number | undefined;
  readonly referer: string | undefined;
  readonly userAgent: string | undefined;
  readonly versionId: string | undefined;
  readonly hostId: string | undefined;
  readonly host: string | undefined;
  /** Such as `TLSv1.3`. */
  readonly tlsVersion: string | undefined;
  /** Whether an access control list allowed the request. */
  readonly aclRequired: boolean;
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A line of the log, without its end ("Amazon S3 server access log format"). */
export function logLine(facts: LogFacts): string {
  const { bucket, caller } = facts;
  return [
    bucket.ownerId,
    bucket.name,
    `[${logTime(facts.atMs)}]`,
    plain(facts.remoteIp),
    requesterOf(caller),
    facts.requestId,
    facts.operation,
    encodedKey(facts.key),
    quoted(facts.requestUri),
    number(facts.status),
    plain(facts.errorCode),
    facts.bytesSent === 0 ? '-' : String(facts.bytesSent),
    number(facts.objectSizeBytes),
    number(facts.totalMs),
    number(facts.turnAroundMs),
    quoted(facts.referer),
    quoted(facts.userAgent),
    plain(facts.versionId),
    plain(facts.hostId),
    signatureVersion(caller),
    // Which cipher a connection has is not known here.
    '-',
    authenticationType(caller),
    plain(facts.host),
    plain(facts.tlsVersion),
    // There are no access points.
    '-',
    facts.aclRequired ? 'Yes' : '-',
  ].join(' ');
}

/** `06/Feb/2019:00:00:38 +0000` */
function logTime(atMs: number): string {
  const [day = '', time = ''] = new Date(atMs).toISOString().split('T');
  const [year, month, date] = day.split('-');
  return `${date}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}

/** Roots by their canonical id, others by their ARN; nobody for who did not sign. */
function requesterOf(caller: Caller | undefined): string {
  if (caller === undefined) return '-';
  const { principal, credential } = caller;
  if (principal.kind === 'service') return 'AmazonS3';
  if (credential === undefined) return '-';
  return principal.kind === 'root' ? credential.canonicalId : principal.arn;
}

function signatureVersion(caller: Caller | undefined): string {
  const version = caller?.authentication.signatureVersion;
  if (version === undefined) return '-';
  return version === 'AWS' ? 'SigV2' : 'SigV4';
}

function authenticationType(caller: Caller | undefined): string {
  switch (caller?.authentication.method) {
    case 'header':
      return 'AuthHeader';
    case 'query':
      return 'QueryString';
    default:
      return '-';
  }
}

function number(value: number | undefined): string {
  return value === undefined ? '-' : String(Math.max(0, Math.round(value)));
}

/** Text between quotes: what could end it, or begin another line, is encoded. */
function quoted(text: string | undefined): string {
  return text === undefined ? '"-"' : `"${text.replaceAll(/["\p{Cc}]/gu, encodeURIComponent)}"`;
}

function plain(text: string | undefined): string {
  return text === undefined || text === ''
    ? '-'
    : text.replaceAll(/[\s\p{Cc}]/gu, encodeURIComponent);
}

function encodedKey(key: string | undefined): string {
  return key === undefined ? '-' : encodeURIComponent(key).replaceAll('%2F', '/');
}
