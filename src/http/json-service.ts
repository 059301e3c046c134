import { createHash } from 'node:crypto';
import type { Caller } from '../identity/caller.ts';
import type { AuthorizationMessages } from '../operation/authorization-message.ts';
import type { DecisionRecord, Judge } from '../operation/authorize.ts';
import { ServiceError } from '../operation/errors.ts';
import { execute } from '../operation/execute.ts';
import type { JsonHead } from '../operation/json.ts';
import type { Operation } from '../operation/operation.ts';
import type { Reply } from '../operation/reply.ts';
import type { WireRequest } from '../operation/request.ts';
import type { Requirement, ResourceAccess } from '../operation/requirement.ts';
import { authenticate, type CredentialResolver } from './authenticate.ts';
import { requestBody } from './body.ts';

/** Larger than any request of these services, such as one with a key policy in it. */
const maxDocumentBytes = 256 * 1024;

/** One service of AWS's JSON protocol, composed. */
export interface JsonServiceParts<Context> {
  readonly service: 'kms' | 'cloudtrail';
  /** What may stand before the operation in `X-Amz-Target`, such as `TrentService`. */
  readonly targetPrefixes: readonly string[];
  readonly operations: readonly Operation<JsonHead, Context>[];
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

/**
 * The way of a request through a JSON service: read, authenticate, route by target, decode,
 * authorize and handle.
 * @throws ServiceError for whatever is refused
 */
export function createJsonService<Context>(parts: JsonServiceParts<Context>) {
  const byTarget = new Map<string, Operation<JsonHead, Context>>(
    parts.operations.flatMap((operation) =>
      parts.targetPrefixes.map((prefix) => [`${prefix}.${operation.name}`, operation] as const),
    ),
  );
  return async function serve(
    request: WireRequest,
    seen: (handled: { operation: string; caller: Caller | undefined }) => void,
  ): Promise<Reply> {
    const target = request.headers.get('x-amz-target') ?? '';
    const operation = request.method === 'POST' ? byTarget.get(target) : undefined;
    seen({ operation: operation?.name ?? 'Unknown', caller: undefined });
    const { caller, body, bodyCheck } = await receive(parts, request);
    seen({ operation: operation?.name ?? 'Unknown', caller });
    if (caller.credential === undefined) throw new ServiceError('MissingAuthenticationToken');
    if (operation === undefined) {
      throw new ServiceError('UnknownOperationException', {
        message: `There is no operation ${target === '' ? 'without X-Amz-Target' : target}.`,
      });
    }
    const begun = operation.begin({ document: parse(body) });
    const context = parts.contextOf(request, caller);
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
    return execute(operation, begun, context, judge, requestBody(request, bodyCheck));
  };
}

/** The signature covers the hash of the body, which is read first. */
async function receive<Context>(parts: JsonServiceParts<Context>, request: WireRequest) {
  const body = await requestBody(request, { kind: 'unsigned' }).readAll(
    maxDocumentBytes,
    new ServiceError('ValidationException', { message: 'The request is too large.' }),
  );
  const proof = await authenticate(request, parts.resolve, {
    service: parts.service,
    region: parts.region,
    bodySha256: createHash('sha256').update(body).digest('hex'),
  });
  return { ...proof, body };
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

function parse(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(strictUtf8.decode(body));
  } catch {
    throw new ServiceError('SerializationException');
  }
}
