import { authenticate, type CredentialResolver } from '../http/authenticate.ts';
import { requestBody } from '../http/body.ts';
import { operationRequest } from '../http/operation-request.ts';
import type { Caller } from '../identity/caller.ts';
import type { KeyRing } from '../identity/key-ring.ts';
import type { PrincipalNames } from '../identity/principal-binding.ts';
import type { AuthorizationMessages } from '../operation/authorization-message.ts';
import { type DecisionRecord, type Judge, refusalOf } from '../operation/authorize.ts';
import { execute } from '../operation/execute.ts';
import type { Target } from '../operation/field.ts';
import { createKeyAccess, type KeyAccess } from '../operation/key-access.ts';
import type { Operation } from '../operation/operation.ts';
import type { Reply } from '../operation/reply.ts';
import type { ReplyMemory } from '../operation/reply-memory.ts';
import type { WireRequest } from '../operation/request.ts';
import type { ConditionFacts, Requirement, ResourceAccess } from '../operation/requirement.ts';
import type { RestHead } from '../operation/rest.ts';
import { createRestRouter } from '../operation/route-rest.ts';
import type { Stores } from '../store/open.ts';
import type { Clock, RandomBytes } from '../store/surroundings.ts';
import { withCrossOrigin } from './cors/decorate.ts';
import type { AccountDirectory, S3Context, S3Settings } from './define.ts';
import type { DataKeys } from './encryption/data-keys.ts';
import { createKmsKeys, type KmsKeys } from './encryption/kms-keys.ts';
import { putObject } from './operations/put-object.ts';
import { postObject } from './post/post-object.ts';
import { type Received, receiveForm } from './post/receive-form.ts';
import { type AddressedTarget, addressedTarget } from './target.ts';

/** The parts that S3 is composed of. */
export interface S3Parts {
  readonly operations: readonly Operation<RestHead, S3Context>[];
  readonly stores: Stores;
  readonly accounts: AccountDirectory;
  readonly principals: PrincipalNames;
  readonly dataKeys: DataKeys;
  readonly keyRing: KeyRing;
  readonly settings: S3Settings;
  /** Lower-case names for virtual-host addressing. */
  readonly hostNames: readonly string[];
  readonly resolve: CredentialResolver;
  readonly messages?: AuthorizationMessages | undefined;
  readonly access: (
    requirement: Requirement,
    context: S3Context,
  ) => ResourceAccess | Promise<ResourceAccess>;
  readonly pages: ReplyMemory;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly record: (request: WireRequest, operation: string, decided: DecisionRecord) => void;
}

/** What became of a request, for the log and the metrics. */
export interface Handled {
  readonly operation: string;
  readonly caller: Caller | undefined;
  /** The bucket and the key that the request names. */
  readonly target?: Target;
}

/**
 * S3's way of a request: address, route, authenticate, decode, authorize, handle.
 * @returns a function that answers one request, and tells `seen` what it found out on the way
 * @throws ServiceError for whatever is refused
 */
export function createS3Service(parts: S3Parts) {
  const router = createRestRouter(parts.operations);
  const keyAccess = createKeyAccess(parts.keyRing, parts.stores.keys);
  return withCrossOrigin(parts, serve);

  async function serve(request: WireRequest, seen: (handled: Handled) => void): Promise<Reply> {
    const addressed = addressedTarget(request, parts.hostNames);
    const operation = router.route(request, addressed);
    seen({ operation: operation.name, caller: undefined, target: addressed });
    const received =
      operation === postObject
        ? await receiveForm(request, addressed, parts.resolve)
        : await receive(parts, request, addressed);
    const { caller, target } = received;
    seen({ operation: operation.name, caller, target });
    return perform(parts, keyAccess, operation, received, (decided) =>
      parts.record(request, operation.name, decided),
    );
  }
}

/** Decodes, authorizes and handles what is known to come from its caller. */
async function perform(
  parts: S3Parts,
  keyAccess: KeyAccess,
  operation: Operation<RestHead, S3Context>,
  { meant, target, caller, body }: Received,
  record: (decided: DecisionRecord) => void,
  facts: ConditionFacts = new Map(),
): Promise<Reply> {
  const begun = operation.begin({ request: meant, target });
  const asked = {
    request: meant,
    caller,
    target,
    region: caller.authentication.scopeRegion || parts.settings.region,
    messages: parts.messages,
    record,
  };
  const context = await contextOf(parts, meant, target, caller, keysFor(parts, keyAccess, asked));
  const judge: Judge = {
    ...asked,
    fields: operation.conditionFields,
    style: 's3',
    access: (requirement) => withFacts(parts.access(requirement, context), facts),
  };
  return execute(operation, begun, context, judge, body);
}

/** What is known of a request beside what it says, for conditions. */
function withFacts(
  found: ResourceAccess | Promise<ResourceAccess>,
  facts: ConditionFacts,
): ResourceAccess | Promise<ResourceAccess> {
  if (facts.size === 0) return found;
  if (found instanceof Promise) return found.then((access) => withFacts(access, facts));
  return { ...found, context: (key) => facts.get(key) ?? found.context(key) };
}

/** An object that the server stores in the name of a service. */
export interface ServicePut {
  readonly request: WireRequest;
  readonly caller: Caller;
  readonly target: { readonly bucket: string; readonly key: string };
  /** What conditions of policies can ask for, such as `aws:sourcearn`. */
  readonly facts: ConditionFacts;
  readonly record: (decided: DecisionRecord) => void;
}

/**
 * Stores objects in the name of services, by the same way that requests go once their sender is
 * known: the bucket's policy and lists decide, and its defaults hold.
 * @throws ServiceError the refusal, or what PutObject fails with
 */
export function createServicePut(parts: S3Parts): (put: ServicePut) => Promise<Reply> {
  const keyAccess = createKeyAccess(parts.keyRing, parts.stores.keys);
  return ({ request, caller, target, facts, record }) => {
    const received = { meant: request, target, caller, body: requestBody(request, noCheck) };
    return perform(parts, keyAccess, putObject, received, record, facts);
  };
}

/** Nobody signed the body, and nobody could have changed it. */
const noCheck = { kind: 'unsigned' } as const;

/** Finds out who sent a request, and shows it as its operation sees it. */
async function receive(
  { resolve }: S3Parts,
  request: WireRequest,
  target: AddressedTarget,
): Promise<Received> {
  const proof = authenticate(request, resolve, {
    service: 's3',
    // Any region: see docs/decisions/0006.
    region: undefined,
    virtualHostBucket: target.virtualHostBucket,
  });
  const { caller, bodyCheck } = proof instanceof Promise ? await proof : proof;
  const meant = operationRequest(request, caller.authentication.method);
  return { meant, target, caller, body: requestBody(meant, bodyCheck) };
}

/** The keys of KMS as the caller may use them; what a condition asks for is KMS's, not S3's. */
function keysFor(
  { keyRing, settings }: S3Parts,
  keyAccess: KeyAccess,
  asked: Omit<Judge, 'fields' | 'style' | 'access'>,
): KmsKeys {
  const judge: Judge = { ...asked, fields: new Map(), style: 'iam', access: keyAccess };
  return createKmsKeys({
    ring: keyRing,
    caller: asked.caller,
    region: settings.region,
    permit: (requirements) => refusalOf(judge, requirements),
  });
}

async function contextOf(
  parts: S3Parts,
  request: WireRequest,
  target: S3Context['target'],
  caller: Caller,
  kmsKeys: KmsKeys,
): Promise<S3Context> {
  const { stores, accounts, principals, dataKeys, settings, pages, clock, randomBytes } = parts;
  const addressed =
    target.bucket === undefined ? undefined : await stores.buckets.get(target.bucket);
  return {
    caller,
    request,
    target,
    stores,
    accounts,
    principals,
    dataKeys,
    kmsKeys,
    settings,
    pages,
    clock,
    randomBytes,
    addressed,
  };
}
