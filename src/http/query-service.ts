import { createHash } from 'node:crypto';
import type { Caller } from '../identity/caller.ts';
import type { AuthorizationMessages } from '../operation/authorization-message.ts';
import type { DecisionRecord, Judge } from '../operation/authorize.ts';
import { ServiceError } from '../operation/errors.ts';
import { execute } from '../operation/execute.ts';
import type { Operation } from '../operation/operation.ts';
import type { QueryHead } from '../operation/query.ts';
import type { Parameters } from '../operation/query-read.ts';
import type { Reply } from '../operation/reply.ts';
import type { WireRequest } from '../operation/request.ts';
import type { Requirement, ResourceAccess } from '../operation/requirement.ts';
import { authenticate, type CredentialResolver, callerByWebIdentity } from './authenticate.ts';
import { requestBody } from './body.ts';
import { parseForm } from './query-form.ts';

/** Larger than any request of IAM: five session policies with all their white space. */
const maxFormBytes = 512 * 1024;

/** One service of the AWS Query protocol, composed. */
export interface QueryServiceParts<Context> {
  readonly service: 'iam' | 'sts';
  /** The API version that clients send, such as `2010-05-08`. */
  readonly version: string;
  readonly operations: readonly Operation<QueryHead, Context>[];
  readonly region: string;
  readonly resolve: CredentialResolver;
  readonly messages?: AuthorizationMessages | undefined;
  readonly contextOf: (request: WireRequest, caller: Caller) => Context;
  readonly access: (
    requirement: Requirement,
    context: Context,
  ) => ResourceAccess | Promise<ResourceAccess>;
  readonly record: (request: WireRequest, operation: string, decided: DecisionRecord) => void;
}

/** A request whose form was read: it is needed to route it, and its hash to authenticate it. */
export interface FormRequest {
  readonly request: WireRequest;
  readonly parameters: Parameters;
  readonly bodySha256: string;
}

/**
 * Reads the form of a Query request: the body of a POST, the query string of a GET.
 * @throws ServiceError when it is too large or names a parameter twice
 */
export async function readFormRequest(request: WireRequest): Promise<FormRequest> {
  const body = await requestBody(request, { kind: 'unsigned' }).readAll(
    maxFormBytes,
    new ServiceError('ValidationError', { message: 'The request is too large.', status: 413 }),
  );
  const bodySha256 = createHash('sha256').update(body).digest('hex');
  const parameters = parseForm(request, body.toString('utf8'));
  return { request, parameters, bodySha256 };
}

/**
 * The way of a request through IAM or STS: authenticate, route by Action, decode, authorize and
 * handle.
 * @throws ServiceError for whatever is refused
 */
export function createQueryService<Context>(parts: QueryServiceParts<Context>) {
  const byName = new Map(parts.operations.map((operation) => [operation.name, operation]));
  return async function serve(
    form: FormRequest,
    seen: (handled: { operation: string; caller: Caller | undefined }) => void,
  ): Promise<Reply> {
    const { request, parameters, bodySha256 } = form;
    const action = parameters.get('Action') ?? '';
    seen({ operation: byName.get(action)?.name ?? 'Unknown', caller: undefined });
    const options = { service: parts.service, region: parts.region, bodySha256 };
    const proof = await authenticate(request, parts.resolve, options);
    const operation = routeAction(byName, parameters, parts.version);
    seen({ operation: operation.name, caller: proof.caller });
    if (proof.caller.credential === undefined && !operation.acceptsUnsigned) {
      throw new ServiceError('MissingAuthenticationToken');
    }
    const begun = operation.begin({ request, parameters });
    let context = parts.contextOf(request, proof.caller);
    let { caller } = proof;
    if (begun.prove !== undefined) {
      // What the token proves counts, not who signed the request, if anyone did.
      caller = callerByWebIdentity(await begun.prove(context));
      seen({ operation: operation.name, caller });
      context = parts.contextOf(request, caller);
    }
    const judge: Judge = {
      request,
      caller,
      target: { bucket: undefined, key: undefined },
      fields: operation.conditionFields,
      region: parts.region,
      style: 'iam',
      messages: parts.messages,
      access: (requirement) => parts.access(requirement, context),
      record: (decided) => parts.record(request, operation.name, decided),
    };
    return execute(operation, begun, context, judge, requestBody(request, proof.bodyCheck));
  };
}

/** @throws ServiceError MissingAction, InvalidAction */
function routeAction<O>(
  byName: ReadonlyMap<string, O>,
  parameters: Parameters,
  version: string,
): O {
  const action = parameters.get('Action');
  if (action === undefined) throw new ServiceError('MissingAction');
  const asked = parameters.get('Version') ?? version;
  const operation = asked === version ? byName.get(action) : undefined;
  if (operation !== undefined) return operation;
  throw new ServiceError('InvalidAction', {
    message: `Could not find operation ${action} for version ${asked}`,
  });
}
