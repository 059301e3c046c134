import { randomUUID } from 'node:crypto';
import type { Caller } from '../identity/caller.ts';
import type { DecisionRecord } from '../operation/authorize.ts';
import { ServiceError } from '../operation/errors.ts';
import type { WireRequest } from '../operation/request.ts';
import { actionInfo, contextKeysOf, type PolicyDocument, parseArn } from '../policy/index.ts';

/** One decision of a request: a request may need several, such as each key of DeleteObjects. */
export interface TrailDecision {
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  /** `explicit-allow`, `explicit-deny`, `implicit-deny`, `root`, `access-control-list`. */
  readonly reason: string;
  /** Of an implicit deny: the kind of policy that lacked an Allow. */
  readonly lacking?: string;
  /** The policy whose statement decided, and which statement, counted from 1. */
  readonly policy?: string;
  readonly statement?: string;
  /** The facts that the caller's policies ask for, by lower-case key. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * A request in the shape of a CloudTrail record (CloudTrail user guide, "Record contents"). Query
 * strings and headers are taken over only where they are named here: signatures, session tokens
 * and encryption keys stand in the others.
 */
export interface TrailRecord {
  readonly eventVersion: '1.11';
  readonly userIdentity: Readonly<Record<string, unknown>>;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: Readonly<Record<string, string>> | null;
  readonly responseElements: null;
  readonly additionalEventData: {
    readonly httpStatus: number;
    readonly bytesTransferredOut: number;
    readonly durationMs: number;
    readonly AuthenticationMethod?: string;
    readonly SignatureVersion?: string;
    readonly decisions: readonly TrailDecision[];
    /** How many more there were than are kept. */
    readonly furtherDecisions?: number;
  };
  readonly requestID: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly resources: readonly Readonly<Record<string, string>>[];
  readonly eventType: 'AwsApiCall';
  readonly managementEvent: boolean;
  readonly recipientAccountId: string;
  readonly eventCategory: 'Data' | 'Management';
}

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

/** The record of a request. Nothing in it is computed that it does not keep. */
export function trailRecord(facts: TrailFacts): TrailRecord {
  const { request, caller, error } = facts;
  const [first] = facts.decisions;
  const isData = facts.service === 's3' && first !== undefined && isObject(first.request.resource);
  const accountId = first?.request.resourceAccountId ?? caller?.principal.accountId ?? '';
  const further = facts.decisionCount - facts.decisions.length;
  return {
    eventVersion: '1.11',
    userIdentity: identityOf(caller),
    eventTime: new Date(request.receivedAtMs).toISOString(),
    eventSource: `${facts.service}.amazonaws.com`,
    eventName: facts.operation,
    awsRegion: caller?.authentication.scopeRegion || facts.region,
    sourceIPAddress: request.sourceIp,
    userAgent: (request.headers.get('user-agent') ?? '').slice(0, textLimit),
    ...errorOf(error),
    requestParameters: facts.service === 's3' ? parametersOf(request, first) : null,
    responseElements: null,
    additionalEventData: {
      httpStatus: facts.status,
      bytesTransferredOut: facts.bytesSent,
      durationMs: Math.max(0, Math.round(facts.endedAtMs - request.receivedAtMs)),
      ...authenticationOf(caller),
      decisions: facts.decisions.map(decisionOf),
      ...(further > 0 ? { furtherDecisions: further } : {}),
    },
    requestID: request.id,
    eventID: randomUUID(),
    readOnly: isReadOnly(facts, first),
    resources: resourcesOf(facts, accountId),
    eventType: 'AwsApiCall',
    managementEvent: !isData,
    recipientAccountId: accountId,
    eventCategory: isData ? 'Data' : 'Management',
  };
}

function identityOf(caller: Caller | undefined): TrailRecord['userIdentity'] {
  if (caller === undefined) return { type: 'Unknown' };
  const { principal, credential } = caller;
  const { arn, accountId, userId: principalId, userName, kind } = principal;
  const key = credential === undefined ? {} : { accessKeyId: credential.accessKeyId };
  const same = { principalId, arn, accountId, ...key };
  switch (kind) {
    case 'anonymous':
      return { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' };
    case 'root':
      return { type: 'Root', ...same };
    case 'user':
      return { type: 'IAMUser', ...same, userName };
    case 'role-session': {
      const { roleArn, roleId, tokenIssueTime, sourceIdentity } = principal;
      const sessionIssuer = { type: 'Role', principalId: roleId, arn: roleArn, accountId };
      const attributes = { creationDate: tokenIssueTime };
      const source = sourceIdentity === undefined ? {} : { sourceIdentity };
      return {
        type: 'AssumedRole',
        ...same,
        sessionContext: { sessionIssuer, attributes, ...source },
      };
    }
    case 'federated-user':
      return { type: 'FederatedUser', ...same };
    case 'web-identity':
      return { type: 'WebIdentityUser', principalId, identityProvider: arn };
    case 'service':
      return { type: 'AWSService', invokedBy: arn };
  }
}

function errorOf(error: unknown): { errorCode?: string; errorMessage?: string } {
  if (error === undefined) return {};
  if (!(error instanceof ServiceError)) return { errorCode: 'InternalError' };
  return { errorCode: error.code, errorMessage: error.message.slice(0, textLimit) };
}

function isObject(resource: string): boolean {
  return (parseArn(resource)?.resource ?? '').includes('/');
}

function parametersOf(request: WireRequest, first: DecisionRecord | undefined) {
  const parameters: Record<string, string> = {};
  const path = first === undefined ? undefined : parseArn(first.request.resource)?.resource;
  if (path !== undefined) {
    const slash = path.indexOf('/');
    parameters.bucketName = slash === -1 ? path : path.slice(0, slash);
    if (slash !== -1) parameters.key = path.slice(slash + 1);
  }
  for (const name of queryNames) {
    const value = request.query.get(name);
    if (value !== undefined) parameters[name] = value;
  }
  for (const name of headerNames) {
    const value = request.headers.get(name);
    if (value !== undefined) parameters[name] = value;
  }
  return parameters;
}

function authenticationOf(caller: Caller | undefined) {
  if (caller === undefined) return {};
  const { method, signatureVersion } = caller.authentication;
  const name = authenticationMethods[method];
  if (name === undefined) return {};
  const version = signatureVersion === 'AWS' ? 'SigV2' : 'SigV4';
  return { AuthenticationMethod: name, SignatureVersion: version };
}

function decisionOf({ request, decision, refused, caller }: DecisionRecord): TrailDecision {
  const { reason } = decision;
  const same = { action: request.action, resource: request.resource, allowed: !refused };
  const context = contextOf(request, caller);
  const facts = context === undefined ? {} : { context };
  if (reason.type === 'implicit-deny') {
    return { ...same, reason: reason.type, lacking: reason.lacking, ...facts };
  }
  if (reason.type !== 'explicit-allow' && reason.type !== 'explicit-deny') {
    return { ...same, reason: reason.type, ...facts };
  }
  const { policy, statement } = reason;
  const name = policy.arn ?? policy.name ?? policy.attachedTo ?? policy.kind;
  const which = statement.sid || String(statement.index + 1);
  return { ...same, reason: reason.type, policy: name, statement: which, ...facts };
}

/** Kept of listings even where no policy asks: from them a narrower policy can be made. */
const listings = new Set(['s3:ListBucket', 's3:ListBucketVersions']);
const listingKeys = ['s3:prefix', 's3:delimiter'];

/** Facts that a record keeps in its own members. */
const kept = new Set(['aws:sourceip', 'aws:useragent', 'aws:currenttime', 'aws:epochtime']);

function contextOf(request: DecisionRecord['request'], caller: Caller) {
  const context: Record<string, string | readonly string[]> = {};
  let found = false;
  const note = (key: string) => {
    const value = request.context(key);
    if (value === undefined) return;
    context[key] = value;
    found = true;
  };
  if (listings.has(request.action)) for (const key of listingKeys) note(key);
  for (const { document } of caller.credential?.policies.identity ?? []) {
    for (const key of askedBy(document)) note(key);
  }
  return found ? context : undefined;
}

const askedKeys = new WeakMap<PolicyDocument, readonly string[]>();

/** The keys that a policy asks for; it is asked with every request of its holders. */
function askedBy(document: PolicyDocument): readonly string[] {
  const known = askedKeys.get(document);
  if (known !== undefined) return known;
  const keys = contextKeysOf(document)
    .map((key) => key.toLowerCase())
    .filter((key) => !kept.has(key));
  askedKeys.set(document, keys);
  return keys;
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

function resourcesOf({ decisions }: TrailFacts, accountId: string) {
  const arns = new Set(decisions.map(({ request }) => request.resource));
  return [...arns].flatMap((ARN): Record<string, string>[] => {
    const arn = parseArn(ARN);
    if (arn === undefined) return [];
    if (arn.service !== 's3') {
      const type = resourceTypes[arn.resource.split('/')[0] ?? ''];
      return [type === undefined ? { ARN } : { accountId, type, ARN }];
    }
    const slash = arn.resource.indexOf('/');
    if (slash === -1) return [{ accountId, type: 'AWS::S3::Bucket', ARN }];
    const bucket = ARN.slice(0, ARN.length - arn.resource.length + slash);
    return [
      { type: 'AWS::S3::Object', ARN },
      { accountId, type: 'AWS::S3::Bucket', ARN: bucket },
    ];
  });
}
