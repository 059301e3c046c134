import type { createJsonService } from '../http/json-service.ts';
import { percentDecode } from '../http/percent-encoding.ts';
import {
  type createQueryService,
  type FormRequest,
  readFormRequest,
} from '../http/query-service.ts';
import { iamNamespace } from '../iam/define.ts';
import { asServiceError, queryErrorReply, s3ErrorReply } from '../operation/error-reply.ts';
import type { ServiceError } from '../operation/errors.ts';
import { jsonErrorReply } from '../operation/json-error-reply.ts';
import type { Reply } from '../operation/reply.ts';
import type { WireRequest } from '../operation/request.ts';
import type { createS3Service, createServicePut, Handled } from '../s3/service.ts';
import { bucketOfHost } from '../s3/target.ts';
import { stsNamespace } from '../sts/define.ts';
import type { createWebsite } from '../website/website.ts';
import { websiteBucketOfHost } from '../website/website-request.ts';

type QueryService = ReturnType<typeof createQueryService>;

/** The services behind one port. */
export interface Services {
  readonly s3: ReturnType<typeof createS3Service>;
  /** S3 for what the server stores itself. */
  readonly putAsService: ReturnType<typeof createServicePut>;
  readonly iam: QueryService;
  readonly sts: QueryService;
  readonly kms: ReturnType<typeof createJsonService>;
  readonly cloudtrail: ReturnType<typeof createJsonService>;
  readonly website: ReturnType<typeof createWebsite>;
  readonly hostNames: readonly string[];
  /** The second id of S3's responses, which names this host. */
  readonly hostId: string;
}

type ServiceName = 's3' | 'iam' | 'sts' | JsonServiceName;
type JsonServiceName = 'kms' | 'cloudtrail';

/** What the access log is told of each request. */
export interface Outcome {
  /** `signin` is the console's sign-in page. */
  readonly service: ServiceName | 'signin';
  readonly handled: Handled | undefined;
  /** Undefined for success; a defect as it was thrown, else the refusal. */
  readonly error: unknown;
  /** The answer, where it is no refusal. */
  readonly reply?: Reply;
  /** The request came to a website. */
  readonly isWebsite?: boolean;
}

/**
 * Gives each request to its service and turns whatever goes wrong into that service's error
 * document. Never rejects. The console names the service; on the wire the request tells it.
 */
export function createDispatch(services: Services) {
  return async function dispatch(
    request: WireRequest,
    done: (outcome: Outcome) => void,
    named?: ServiceName,
  ): Promise<Reply> {
    const site = websiteBucketOfHost(hostOf(request), services.hostNames);
    if (site !== undefined) return visitWebsite(services, request, site, done);
    const form =
      named === undefined ? rootService(request, services.hostNames) : formService(named);
    let service: ServiceName = form ?? 's3';
    let handled: Handled | undefined;
    const seen = (now: Handled) => {
      handled = now;
    };
    try {
      let reply: Reply;
      if (form === undefined) {
        reply = await services.s3(request, seen);
      } else if (isJson(form)) {
        reply = await services[form](request, seen);
      } else {
        const read = await readFormRequest(request);
        service = serviceOf(read, form);
        reply = await services[service](read, seen);
      }
      done({ service, handled, error: undefined, reply });
      return reply;
    } catch (error) {
      done({ service, handled, error });
      return errorReply(service, asServiceError(error, internalCode[service]), request, services);
    }
  };
}

/** Visitors of a website have no credential and speak no protocol but HTTP: asked before the rest. */
async function visitWebsite(
  { website }: Services,
  request: WireRequest,
  bucket: string,
  done: (outcome: Outcome) => void,
): Promise<Reply> {
  let handled: Handled | undefined;
  const { reply, error } = await website(request, bucket, (now) => {
    handled = now;
  });
  done({ service: 's3', handled, error, reply, isWebsite: true });
  return reply;
}

/** What begins the targets of the JSON services; the names are their own. */
export const jsonTargets: Readonly<Record<JsonServiceName, readonly string[]>> = {
  kms: ['TrentService'],
  // SDKs send either.
  cloudtrail: ['CloudTrail_20131101', 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101'],
};

function isJson(service: string): service is JsonServiceName {
  return Object.hasOwn(jsonTargets, service);
}

function jsonServiceOf(target: string): JsonServiceName | undefined {
  const prefix = target.slice(0, target.lastIndexOf('.'));
  if (jsonTargets.kms.includes(prefix)) return 'kms';
  return jsonTargets.cloudtrail.includes(prefix) ? 'cloudtrail' : undefined;
}

const internalCode = {
  s3: 'InternalError',
  iam: 'InternalFailure',
  sts: 'InternalFailure',
  kms: 'InternalFailure',
  cloudtrail: 'InternalFailure',
} as const;

/** In a credential: `Credential=AKIA.../20260101/us-east-1/iam/aws4_request`, or the query's form. */
const scopeService = /[=/][^/,]*\/\d{8}\/[^/,]*\/([a-z0-9-]+)\/aws4_request/;

/**
 * The service that a request to `/` is for, if not S3. The credential scope says so; an unsigned one
 * is told by its target or its form, which a signed S3 request to `/` never has.
 */
function rootService(
  request: WireRequest,
  hostNames: readonly string[],
): Exclude<ServiceName, 's3'> | undefined {
  if (request.rawPath !== '/') return undefined;
  const credential =
    request.headers.get('authorization') ?? request.query.get('X-Amz-Credential') ?? '';
  const scope = scopeService.exec(`=${credential}`)?.[1];
  if (scope === 'iam' || scope === 'sts') return scope;
  if (scope !== undefined && isJson(scope)) return scope;
  if (scope !== undefined || bucketOfHost(hostOf(request), hostNames) !== undefined) {
    return undefined;
  }
  const json = jsonServiceOf(request.headers.get('x-amz-target') ?? '');
  if (json !== undefined) return json;
  const type = request.headers.get('content-type') ?? '';
  const isForm = request.method === 'POST' && type.startsWith('application/x-www-form-urlencoded');
  return isForm || request.query.has('Action') ? 'iam' : undefined;
}

function formService(named: ServiceName): ReturnType<typeof rootService> {
  return named === 's3' ? undefined : named;
}

function hostOf(request: WireRequest): string {
  return request.headers.get('host') ?? '';
}

/** Without a scope the API version tells IAM from STS. */
function serviceOf(form: FormRequest, scope: 'iam' | 'sts'): 'iam' | 'sts' {
  return form.parameters.get('Version') === '2011-06-15' ? 'sts' : scope;
}

function errorReply(
  service: ServiceName,
  error: ServiceError,
  request: WireRequest,
  { hostId }: Services,
): Reply {
  const { id, method } = request;
  const about = { id, method, hostId, resource: readable(request.rawPath) };
  if (service === 's3') return s3ErrorReply(error, about);
  if (isJson(service)) return jsonErrorReply(error, id);
  return queryErrorReply(error, about, service === 'iam' ? iamNamespace : stsNamespace);
}

function readable(rawPath: string): string {
  try {
    return percentDecode(rawPath);
  } catch {
    return rawPath;
  }
}
