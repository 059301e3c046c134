import { type BodyShape, documentOf, type InferBody } from './document.ts';
import { type ErrorCode, failWith, type ServiceError } from './errors.ts';
import {
  type FieldDecoder,
  type Fields,
  fieldConditions,
  fieldDecoder,
  type InferFields,
  type Target,
} from './field.ts';
import type { BegunOperation, Fail, Operation, Permit, ServiceName } from './operation.ts';
import type { Reply, ReplyStream } from './reply.ts';
import type { ReplyMemory } from './reply-memory.ts';
import type { WireRequest } from './request.ts';
import type { Requirement } from './requirement.ts';
import type { RestBinding } from './route-rest.ts';
import type { Infer, StructureShape } from './shape.ts';
import { unbuilt } from './unbuilt.ts';
import { writeDocument } from './xml-write.ts';

/** The head of a REST request: what can be known before its body is read. */
export interface RestHead {
  readonly request: WireRequest;
  readonly target: Target;
}

/** The document that an operation answers with, and the headers that it may set. */
export interface RestOutput<S extends StructureShape, H extends string> {
  readonly status?: number;
  readonly headers?: readonly H[];
  readonly document?: { readonly root: string; readonly shape: S };
}

/** What a handler returns; the declaration says which of these it may have. */
export interface RestResult<S extends StructureShape, H extends string> {
  /** Replaces the declared status (206, 304). */
  readonly status?: number;
  readonly headers?: { readonly [K in H]?: string | undefined };
  /** `x-amz-meta-*` and other headers whose names only the data knows. */
  readonly extraHeaders?: readonly (readonly [name: string, value: string])[];
  readonly document?: Infer<S>;
  /** A body that is no XML document (a policy). */
  readonly text?: string;
  /** A body that is in memory already (a small object). */
  readonly chunk?: Pick<Reply, 'release'> & { readonly bytes: Uint8Array };
  readonly stream?: ReplyStream;
}

/** Entries of one request that are each authorized on their own (DeleteObjects). */
export interface PerItem<I, B, T> {
  items(input: I, body: B): readonly T[];
  authorize(item: T, input: I): readonly Requirement[];
}

export interface RestArguments<I, B, T, E extends ErrorCode> {
  readonly input: I;
  readonly body: B;
  /** The items, each with its refusal where the caller may not do it. */
  readonly items: readonly { readonly item: T; readonly refusal: ServiceError | undefined }[];
  readonly fail: Fail<E>;
  /** The events that the operation declares. */
  readonly events: readonly string[];
}

export interface RestDeclaration<
  Context,
  F extends Fields,
  B extends BodyShape,
  T,
  S extends StructureShape,
  H extends string,
  E extends ErrorCode,
> {
  readonly name: string;
  readonly summary: string;
  readonly http: RestBinding;
  readonly input: F;
  readonly body?: B;
  readonly output: RestOutput<S, H>;
  readonly errors: readonly E[];
  readonly anyCaller?: boolean;
  /** What may be told of its success, in the service's own words. */
  readonly events?: readonly string[];
  authorize(
    input: InferFields<F>,
    context: Context,
  ): readonly Requirement[] | Promise<readonly Requirement[]>;
  readonly perItem?: PerItem<InferFields<F>, InferBody<B>, T>;
  /** Where answers are kept; only for reads whose answers follow from their input alone. */
  kept?(context: Context): ReplyMemory;
  /** The right to learn that a key is missing; without it the answer is 403. */
  revealMissing?(input: InferFields<F>): Requirement;
  handle(
    args: Context & RestArguments<InferFields<F>, InferBody<B>, T, E>,
  ): Promise<RestResult<S, H>>;
}

const missingCodes: ReadonlySet<ErrorCode> = new Set(['NoSuchKey', 'NoSuchVersion']);

/**
 * The `defineOperation` of a REST service. Handlers receive `Context`, which `narrow` makes of the
 * one that every operation of the service starts with, or refuses.
 */
export function restOperations<Wide, Context extends object>(
  service: ServiceName,
  namespace: string,
  narrow: (context: Wide) => Context,
) {
  return function defineOperation<
    const F extends Fields,
    const B extends BodyShape,
    T,
    const S extends StructureShape,
    const H extends string,
    const E extends ErrorCode,
  >(declared: RestDeclaration<Context, F, B, T, S, H, E>): Operation<RestHead, Wide> {
    const decode = fieldDecoder(declared.input);
    return {
      service,
      name: declared.name,
      summary: declared.summary,
      built: true,
      errors: declared.errors,
      anyCaller: declared.anyCaller ?? declared.perItem !== undefined,
      events: declared.events ?? [],
      acceptsUnsigned: true,
      http: declared.http,
      conditionFields: fieldConditions(declared.input),
      reply: {
        status: declared.output.status ?? 200,
        headers: declared.output.headers ?? [],
        document: declared.output.document,
      },
      begin: (head) => begin(declared, head, { decode, namespace, narrow }),
    };
  };
}

/** What operations of a service have in common, and the decoder of this one. */
interface Begin<Wide, Context, F extends Fields> {
  readonly decode: FieldDecoder<F>;
  readonly namespace: string;
  readonly narrow: (context: Wide) => Context;
}

function begin<
  Wide,
  Context extends object,
  F extends Fields,
  B extends BodyShape,
  T,
  S extends StructureShape,
  H extends string,
  E extends ErrorCode,
>(
  declared: RestDeclaration<Context, F, B, T, S, H, E>,
  { request, target }: RestHead,
  { decode, namespace, narrow }: Begin<Wide, Context, F>,
): BegunOperation<Wide> {
  const input = decode(request, target);
  return {
    authorize: (context) => declared.authorize(input, narrow(context)),
    revealMissing: (error) =>
      missingCodes.has(error.code) ? declared.revealMissing?.(input) : undefined,
    async handle(context, requestBody, permit) {
      const body = await documentOf<B>(declared.body, requestBody, request);
      const items = await judgeItems(declared.perItem, input, body, permit);
      const narrowed = narrow(context);
      const answer = async () => {
        const events = declared.events ?? [];
        const known = { ...narrowed, input, body, items, fail: failWith, events };
        const result = await declared.handle(known);
        return encode(declared.output, result, namespace);
      };
      const kept = declared.kept?.(narrowed);
      return kept === undefined
        ? answer()
        : kept.answer(`${declared.name} ${JSON.stringify(input)}`, answer);
    },
  };
}

async function judgeItems<I, B, T>(
  perItem: PerItem<I, B, T> | undefined,
  input: I,
  body: B,
  permit: Permit,
): Promise<{ item: T; refusal: ServiceError | undefined }[]> {
  const judged = [];
  for (const item of perItem?.items(input, body) ?? []) {
    judged.push({ item, refusal: await permit(perItem?.authorize(item, input) ?? []) });
  }
  return judged;
}

function encode<S extends StructureShape, H extends string>(
  output: RestOutput<S, H>,
  result: RestResult<S, H>,
  namespace: string,
): Reply {
  const status = result.status ?? output.status ?? 200;
  const bytes = result.chunk?.bytes ?? result.stream;
  const release = result.chunk?.release;
  if (bytes !== undefined && !result.extraHeaders?.length) {
    return { status, headers: result.headers ?? {}, body: bytes, release };
  }
  const headers: Record<string, string | undefined> = { ...result.headers };
  for (const [name, value] of result.extraHeaders ?? []) headers[name] = value;
  if (bytes !== undefined) return { status, headers, body: bytes, release };
  if (result.document === undefined || output.document === undefined) {
    return { status, headers, body: result.text };
  }
  const { root, shape } = output.document;
  headers['content-type'] = 'application/xml';
  return { status, headers, body: writeDocument(root, shape, result.document, namespace) };
}

/** An operation that AWS has and this server does not: it answers 501 by its name. */
export function unbuiltRest<Context>(
  service: ServiceName,
  name: string,
  http: RestBinding,
): Operation<RestHead, Context> {
  return { ...unbuilt(service, name), acceptsUnsigned: true, http };
}
