import type { WebIdentity } from '../identity/web-identity.ts';
import { type ErrorCode, failWith } from './errors.ts';
import type { BegunOperation, Fail, Operation, ServiceName } from './operation.ts';
import { type Parameters, readParameters } from './query-read.ts';
import type { Reply } from './reply.ts';
import type { WireRequest } from './request.ts';
import type { Requirement } from './requirement.ts';
import { type Infer, type Members, type StructureShape, structure } from './shape.ts';
import { unbuilt } from './unbuilt.ts';
import { escapeXml, writeMembers } from './xml-write.ts';

/** The head of a Query request: all of it, since its form is read before it is routed. */
export interface QueryHead {
  readonly request: WireRequest;
  readonly parameters: Parameters;
}

/** An operation of the Query protocol, whose members can be compared with AWS's model. */
export interface QueryOperation<Context> extends Operation<QueryHead, Context> {
  readonly input: Members;
  readonly output: Members;
}

export interface QueryArguments<I, E extends ErrorCode> {
  readonly input: I;
  readonly fail: Fail<E>;
}

export interface QueryDeclaration<
  Context,
  M extends Members,
  O extends Members,
  E extends ErrorCode,
> {
  readonly name: string;
  readonly summary: string;
  readonly input: M;
  /** Left out where AWS answers with metadata only. */
  readonly output?: O;
  readonly errors: readonly E[];
  readonly anyCaller?: boolean;
  /** See `BegunOperation.prove`. Such an operation takes unsigned requests. */
  readonly prove?: (input: Infer<StructureShape<M>>, context: Context) => Promise<WebIdentity>;
  authorize(
    input: Infer<StructureShape<M>>,
    context: Context,
  ): readonly Requirement[] | Promise<readonly Requirement[]>;
  handle(
    args: Context & QueryArguments<Infer<StructureShape<M>>, E>,
  ): Promise<Infer<StructureShape<O>> | undefined>;
}

/** The `defineOperation` of a Query service whose handlers receive `Context`. */
export function queryOperations<Context extends object>(service: ServiceName, namespace: string) {
  return function defineOperation<
    const M extends Members,
    const O extends Members,
    const E extends ErrorCode,
  >(declared: QueryDeclaration<Context, M, O, E>): QueryOperation<Context> {
    return {
      service,
      name: declared.name,
      summary: declared.summary,
      built: true,
      errors: declared.errors,
      anyCaller: declared.anyCaller ?? false,
      acceptsUnsigned: declared.prove !== undefined,
      http: undefined,
      conditionFields: new Map(),
      input: declared.input,
      output: declared.output ?? {},
      begin: (head) => begin(declared, head, namespace),
    };
  };
}

function begin<Context extends object, M extends Members, O extends Members, E extends ErrorCode>(
  declared: QueryDeclaration<Context, M, O, E>,
  { request, parameters }: QueryHead,
  namespace: string,
): BegunOperation<Context> {
  // The reader built exactly the members that the shape names.
  const input = readParameters(declared.input, parameters) as Infer<StructureShape<M>>;
  const { prove } = declared;
  return {
    ...(prove !== undefined && { prove: (context: Context) => prove(input, context) }),
    authorize: (context) => declared.authorize(input, context),
    revealMissing: () => undefined,
    async handle(context) {
      const output = await declared.handle({ ...context, input, fail: failWith });
      return encode(declared.name, declared.output, output, request.id, namespace);
    },
  };
}

function encode(
  name: string,
  members: Members | undefined,
  output: unknown,
  requestId: string,
  namespace: string,
): Reply {
  const result =
    members === undefined || output === undefined
      ? ''
      : `<${name}Result>${writeMembers(structure(members), output)}</${name}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${escapeXml(requestId)}</RequestId></ResponseMetadata>`;
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `<${name}Response xmlns="${namespace}">${result}${metadata}</${name}Response>`,
  };
}

/** An operation that AWS has and this server does not: it answers 501 by its name. */
export function unbuiltQuery<Context>(service: ServiceName, name: string): QueryOperation<Context> {
  return { ...unbuilt(service, name), input: {}, output: {} };
}
