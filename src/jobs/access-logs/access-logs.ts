import type { Caller } from '../../identity/caller.ts';
import type { DecisionRecord } from '../../operation/authorize.ts';
import { ServiceError } from '../../operation/errors.ts';
import type { Target } from '../../operation/field.ts';
import type { Reply } from '../../operation/reply.ts';
import type { WireRequest } from '../../operation/request.ts';
import type { Bucket, Buckets } from '../../store/buckets.ts';
import type { ServiceAct } from '../service/service-act.ts';
import { type LogFacts, logLine } from './log-line.ts';
import { loggedOperation } from './operation-names.ts';
import { objectSizeOf, requestUriOf } from './request-facts.ts';
import type { Spool } from './spool.ts';

/** A request whose response has ended. */
export interface EndedRequest {
  readonly request: WireRequest;
  readonly target: Target;
  /** AWS's name. */
  readonly operation: string;
  readonly caller: Caller | undefined;
  readonly status: number;
  readonly error: unknown;
  readonly bytesSent: number;
  readonly handledAtMs: number;
  readonly endedAtMs: number;
  readonly decisions: readonly DecisionRecord[];
  readonly reply: Reply | undefined;
  readonly isWebsite: boolean;
}

export interface AccessLogsParts {
  readonly buckets: Pick<Buckets, 'get' | 'lastRevision' | 'configuration'>;
  readonly spool: Pick<Spool, 'add'>;
  readonly hostId: string;
  /** Told of what made it impossible to record something. */
  readonly failed: (error: unknown) => void;
}

/** Takes what happened in buckets that have a log; costs a look into a map where they have none. */
export interface AccessLogs {
  ended(request: EndedRequest): void;
  acted(act: ServiceAct, atMs: number): void;
}

/** So many buckets are remembered, with a log or without. */
const maxKnown = 10_000;
const objectArn = /^arn:aws:s3:::([^/]+)\/(.+)$/s;

/** Takes requests and acts, and spools a line of each whose bucket has a log. */
export function createAccessLogs(parts: AccessLogsParts): AccessLogs {
  const { buckets, spool, hostId, failed } = parts;
  const known = new Map<string, Bucket | undefined>();
  let knownRevision = Number.NaN;
  const loggedBucket = async (name: string): Promise<Bucket | undefined> => {
    const revision = buckets.lastRevision();
    const bucket = await buckets.get(name);
    const text = bucket && (await buckets.configuration(bucket.id, 'logging'));
    const logged = text === undefined ? undefined : bucket;
    if (knownRevision === revision && known.size < maxKnown) known.set(name, logged);
    return logged;
  };
  const into = (name: string, factsOf: (bucket: Bucket) => LogFacts) => {
    const revision = buckets.lastRevision();
    if (revision !== knownRevision || known.size >= maxKnown) known.clear();
    knownRevision = revision;
    const add = (bucket: Bucket | undefined) => {
      if (bucket === undefined) return;
      const facts = factsOf(bucket);
      const { id: bucketId } = bucket;
      spool.add({ bucketId, bucket: bucket.name, atMs: facts.atMs, line: logLine(facts) });
    };
    if (known.has(name)) add(known.get(name));
    else loggedBucket(name).then(add).catch(failed);
  };
  return {
    ended(request) {
      const { target, operation } = request;
      if (target.bucket === undefined) return;
      into(target.bucket, (bucket) => factsOfRequest(bucket, request, hostId));
      if (operation === 'DeleteObjects') {
        for (const decided of request.decisions) {
          into(target.bucket, (bucket) => factsOfDeletion(bucket, request, decided, hostId));
        }
      } else if (operation === 'CopyObject' || operation === 'UploadPartCopy') {
        const read = request.decisions.find(({ request: { action } }) => isReading(action));
        const [, bucketName, key] = objectArn.exec(read?.request.resource ?? '') ?? [];
        if (bucketName === undefined) return;
        const name = operation === 'CopyObject' ? 'OBJECT_GET' : 'PART_GET';
        into(bucketName, (bucket) => ({
          ...factsOfRequest(bucket, request, hostId),
          operation: `REST.COPY.${name}`,
          key,
        }));
      }
    },
    acted: (act, atMs) => into(act.bucket.name, (bucket) => factsOfAct(bucket, act, atMs)),
  };
}

function isReading(action: string): boolean {
  return action === 's3:GetObject' || action === 's3:GetObjectVersion';
}

function factsOfRequest(bucket: Bucket, ended: EndedRequest, hostId: string): LogFacts {
  const { request, target, operation, error, isWebsite } = ended;
  const { headers, receivedAtMs } = request;
  const hasKey = target.key !== undefined;
  return {
    bucket,
    atMs: receivedAtMs,
    remoteIp: request.sourceIp,
    caller: ended.caller,
    requestId: request.id,
    operation: loggedOperation(operation, request.method, { isWebsite, hasKey }),
    key: target.key,
    requestUri: requestUriOf(request),
    status: ended.status,
    errorCode: errorCodeOf(error),
    bytesSent: ended.bytesSent,
    objectSizeBytes: hasKey ? objectSizeOf(request, ended.reply) : undefined,
    totalMs: ended.endedAtMs - receivedAtMs,
    turnAroundMs: ended.handledAtMs - receivedAtMs,
    referer: headers.get('referer'),
    userAgent: headers.get('user-agent'),
    versionId: request.query.get('versionId'),
    hostId,
    host: headers.get('host'),
    tlsVersion: request.tlsVersion,
    aclRequired: ended.decisions.some(
      ({ decision }) => decision.reason.type === 'access-control-list',
    ),
  };
}

/** DeleteObjects is told once as a request, and once for each key. */
function factsOfDeletion(
  bucket: Bucket,
  ended: EndedRequest,
  { request, refused }: DecisionRecord,
  hostId: string,
): LogFacts {
  const [, , key] = objectArn.exec(request.resource) ?? [];
  const versionId = request.context('s3:versionid');
  return {
    ...factsOfRequest(bucket, ended, hostId),
    operation: 'BATCH.DELETE.OBJECT',
    key,
    requestUri: undefined,
    status: refused ? 403 : 204,
    errorCode: refused ? 'AccessDenied' : undefined,
    bytesSent: 0,
    objectSizeBytes: undefined,
    totalMs: undefined,
    turnAroundMs: undefined,
    versionId: typeof versionId === 'string' ? versionId : undefined,
  };
}

function factsOfAct(bucket: Bucket, act: ServiceAct, atMs: number): LogFacts {
  const { caller, request, operation, key, sizeBytes: objectSizeBytes, versionId, error } = act;
  return {
    bucket,
    atMs,
    remoteIp: undefined,
    caller,
    requestId: request.id,
    operation,
    key,
    requestUri: undefined,
    status: undefined,
    errorCode: errorCodeOf(error),
    bytesSent: 0,
    objectSizeBytes,
    totalMs: undefined,
    turnAroundMs: undefined,
    referer: undefined,
    userAgent: undefined,
    versionId,
    hostId: undefined,
    host: undefined,
    tlsVersion: undefined,
    aclRequired: false,
  };
}

function errorCodeOf(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  return error instanceof ServiceError ? error.code : 'InternalError';
}
