import { type ErrorCode, failWith } from './errors.ts';
import { readJsonMembers, writeJsonMembers } from './json-document.ts';
import type { BegunOperation, Fail, Operation, ServiceName } from './operation.ts';
import type { Requirement } from './requirement.ts';
import type { Infer, Members, StructureShape } from './shape.ts';
import { unbuilt } from './unbuilt.ts';

/** The head of a request of AWS's JSON protocol: its document is read before it is routed. */
export interface JsonHead {
  readonly document: unknown;
}

/** An operation of the JSON protocol, whose members can be compared with AWS's model. */
export interface JsonOperation<Context> extends Operation<JsonHead, Context> {
  readonly input: Members;
  readonly output: Members;
}

export const jsonContentType = 'application/x-amz-json-1.1';

interface JsonArguments<I, E extends ErrorCode> {
  readonly input: I;
  readonly fail: Fail<E>;
}

export interface JsonDeclaration<
  Context,
  M extends Members,
  O extends Members,
  E extends ErrorCode,
> {
  readonly name: string;
  readonly summary: string;
  readonly input: M;
  /** Left out where AWS answers with nothing. */
  readonly output?: O;
  readonly errors: readonly E[];
  authorize(
    input: Infer<StructureShape<M>>,
    context: Context,
  ): readonly Requirement[] | Promise<readonly Requirement[]>;
  handle(
    args: Context & JsonArguments<Infer<StructureShape<M>>, E>,
  ): Promise<Infer<StructureShape<O>> | undefined>;
}

/** The `defineOperation` of a JSON service whose handlers receive `Context`. */
export function jsonOperations<Context extends object>(service: ServiceName) {
  return function defineOperation<
    const M extends Members,
    const O extends Members,
    const E extends ErrorCode,
  >(declared: JsonDeclaration<Context, M, O, E>): JsonOperation<Context> {
    return {
      service,
      name: declared.name,
      summary: declared.summary,
      built: true,
      errors: declared.errors,
      anyCaller: false,
      acceptsUnsigned: false,
      http: undefined,
      conditionFields: new Map(),
      input: declared.input,
      output: declared.output ?? {},
      begin: (head) => begin(declared, head),
    };
  };
}

function begin<Context extends object, M extends Members, O extends Members, E extends ErrorCode>(
  declared: JsonDeclaration<Context, M, O, E>,
  { document }: JsonHead,
): BegunOperation<Context> {
  // The reader built exactly the members that the shape names.
  const input = readJsonMembers(declared.input, document) as Infer<StructureShape<M>>;
  return {
    authorize: (context) => declared.authorize(input, context),
    revealMissing: () => undefined,
    async handle(context) {
      const output = await declared.handle({ ...context, input, fail: failWith });
      const isEmpty = declared.output === undefined || output === undefined;
      return {
        status: 200,
        headers: { 'content-type': jsonContentType },
        body: isEmpty ? '' : JSON.stringify(writeJsonMembers(declared.output, output)),
      };
    },
  };
}

/** An operation that AWS has and this server does not: it answers 501 by its name. */
export function unbuiltJson<Context>(service: ServiceName, name: string): JsonOperation<Context> {
  return { ...unbuilt(service, name), input: {}, output: {} };
}
