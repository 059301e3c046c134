import { randomUUID } from 'node:crypto';
import type { Caller } from '../identity/caller.ts';
import type { DecisionRecord } from '../operation/authorize.ts';
import { ServiceError } from '../operation/errors.ts';
import type { WireRequest } from '../operation/request.ts';
import { actionInfo, parseArn } from '../policy/index.ts';
import { lastQuoted, quoted } from './json-text.ts';
import { decisionText } from './trail-decision.ts';
import { identityText } from './trail-identity.ts';

export type { TrailDecision } from './trail-decision.ts';

/** What the pipeline told of a request by the time that its response had ended. */
export interface TrailFacts {
  readonly request: WireRequest;
  readonly status: number;
  readonly bytesSent: number;
  readonly endedAtMs: number;
  readonly service: string;
  readonly operation: string;
  readonly caller: Caller | undefined;
  readonly error: unknown;
  readonly decisions: readonly DecisionRecord[];
  /** How many decisions there were, kept or not. */
  readonly decisionCount: number;
  readonly region: string;
}

/** Characters of a user agent and of a message that are kept. */
const textLimit = 1_024;

const queryNames = ['prefix', 'delimiter', 'versionId', 'partNumber', 'list-type'] as const;
const headerNames = ['x-amz-acl', 'x-amz-storage-class', 'x-amz-server-side-encryption'] as const;

const authenticationMethods: Readonly<Record<string, string>> = {
  header: 'AuthHeader',
  query: 'QueryString',
  'post-form': 'HtmlForm',
};

const operationText = lastQuoted();
const regionText = lastQuoted();
const addressText = lastQuoted();
const agentText = lastQuoted();

/**
 * The record of a request, as JSON, in the shape of a CloudTrail record (CloudTrail user guide,
 * "Record contents"). Query strings and headers are taken over only where they are named here:
 * signatures, session tokens and encryption keys stand in the others.
 */
export function trailText(facts: TrailFacts): string {
  const { request, caller } = facts;
  const [first] = facts.decisions;
  const resource = first === undefined ? undefined : resourceOf(first.request.resource);
  const isData = facts.service === 's3' && resource?.key !== undefined;
  const accountId = first?.request.resourceAccountId ?? caller?.principal.accountId ?? '';
  const region = caller?.authentication.scopeRegion || facts.region;
  const agent = (request.headers.get('user-agent') ?? '').slice(0, textLimit);
  return (
    `{"eventVersion":"1.11","userIdentity":${identityText(caller)},` +
    `"eventTime":"${timeText(request.receivedAtMs)}",` +
    `"eventSource":"${facts.service}.amazonaws.com","eventName":${operationText(facts.operation)},` +
    `"awsRegion":${regionText(region)},"sourceIPAddress":${addressText(request.sourceIp)},` +
    `"userAgent":${agentText(agent)}${errorText(facts.error)},"requestParameters":` +
    `${facts.service === 's3' ? parametersText(request, resource) : 'null'},` +
    `"responseElements":null,"additionalEventData":${additionText(facts)},` +
    `"requestID":"${request.id}","eventID":"${randomUUID()}",` +
    `"readOnly":${isReadOnly(facts, first) ? 'true' : 'false'},` +
    `"resources":[${resourcesText(facts, resource, accountId)}],"eventType":"AwsApiCall",` +
    `"managementEvent":${isData ? 'false' : 'true'},"recipientAccountId":${quoted(accountId)},` +
    `"eventCategory":${isData ? '"Data"' : '"Management"'}}`
  );
}

let lastTimeMs = Number.NaN;
let lastTime = '';

function timeText(timeMs: number): string {
  if (timeMs !== lastTimeMs) {
    lastTime = new Date(timeMs).toISOString();
    lastTimeMs = timeMs;
  }
  return lastTime;
}

function errorText(error: unknown): string {
  if (error === undefined) return '';
  if (!(error instanceof ServiceError)) return ',"errorCode":"InternalError"';
  const message = quoted(error.message.slice(0, textLimit));
  return `,"errorCode":"${error.code}","errorMessage":${message}`;
}

/** The bucket and key in the name of a resource of S3. */
interface NamedResource {
  readonly arn: string;
  readonly service: string;
  /** The resource part: `bucket/key`, `user/name`. */
  readonly path: string;
  readonly bucket: string;
  readonly key: string | undefined;
}

function resourceOf(arn: string): NamedResource | undefined {
  const { service, resource: path } = parseArn(arn) ?? {};
  if (service === undefined || path === undefined) return undefined;
  const slash = path.indexOf('/');
  return slash === -1
    ? { arn, service, path, bucket: path, key: undefined }
    : { arn, service, path, bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}

function parametersText(request: WireRequest, resource: NamedResource | undefined): string {
  let text = '';
  if (resource !== undefined) {
    text = `,"bucketName":${quoted(resource.bucket)}`;
    if (resource.key !== undefined) text += `,"key":${quoted(resource.key)}`;
  }
  if (request.rawQuery !== '') {
    for (const name of queryNames) {
      const value = request.query.get(name);
      if (value !== undefined) text += `,"${name}":${quoted(value)}`;
    }
  }
  for (const name of headerNames) {
    const value = request.headers.get(name);
    if (value !== undefined) text += `,"${name}":${quoted(value)}`;
  }
  return `{${text.slice(1)}}`;
}

function additionText(facts: TrailFacts): string {
  const { status, bytesSent, endedAtMs, request, decisions } = facts;
  const durationMs = Math.max(0, Math.round(endedAtMs - request.receivedAtMs));
  const further = facts.decisionCount - decisions.length;
  return (
    `{"httpStatus":${status},"bytesTransferredOut":${bytesSent},"durationMs":${durationMs}` +
    `${authenticationText(facts.caller)},"decisions":[${decisions.map(decisionText).join()}]` +
    `${further > 0 ? `,"furtherDecisions":${further}` : ''}}`
  );
}

function authenticationText(caller: Caller | undefined): string {
  if (caller === undefined) return '';
  const { method, signatureVersion } = caller.authentication;
  const name = authenticationMethods[method];
  if (name === undefined) return '';
  const version = signatureVersion === 'AWS' ? 'SigV2' : 'SigV4';
  return `,"AuthenticationMethod":"${name}","SignatureVersion":"${version}"`;
}

function isReadOnly({ request, operation }: TrailFacts, first: DecisionRecord | undefined) {
  const level = first && actionInfo(first.request.action)?.accessLevel;
  if (level !== undefined) return level === 'List' || level === 'Read';
  return request.method === 'GET' || request.method === 'HEAD' || operation.startsWith('Get');
}

const resourceTypes: Readonly<Record<string, string>> = {
  user: 'AWS::IAM::User',
  group: 'AWS::IAM::Group',
  role: 'AWS::IAM::Role',
  policy: 'AWS::IAM::Policy',
};

/** @param first the resource of the first decision, which most requests have alone */
function resourcesText(
  { decisions }: TrailFacts,
  first: NamedResource | undefined,
  accountId: string,
): string {
  if (decisions.length <= 1) return first === undefined ? '' : resourceText(first, accountId);
  const arns = new Set(decisions.map(({ request }) => request.resource));
  const resources = [...arns].flatMap((arn) => resourceOf(arn) ?? []);
  return resources.map((resource) => resourceText(resource, accountId)).join();
}

function resourceText({ arn, service, path, bucket, key }: NamedResource, account: string): string {
  const accountId = `"accountId":${quoted(account)}`;
  if (service !== 's3') {
    const type = resourceTypes[path.split('/')[0] ?? ''];
    const owned = type === undefined ? '' : `${accountId},"type":"${type}",`;
    return `{${owned}"ARN":${quoted(arn)}}`;
  }
  const bucketArn = arn.slice(0, arn.length - path.length) + bucket;
  const bucketText = `{${accountId},"type":"AWS::S3::Bucket","ARN":${quoted(bucketArn)}}`;
  if (key === undefined) return bucketText;
  return `{"type":"AWS::S3::Object","ARN":${quoted(arn)}},${bucketText}`;
}
