import type { WebIdentity } from '../identity/web-identity.ts';
import type { RequestBody } from './body.ts';
import type { ErrorCode, ServiceError } from './errors.ts';
import type { Field } from './field.ts';
import type { Reply } from './reply.ts';
import type { Requirement } from './requirement.ts';
import type { RestBinding } from './route-rest.ts';
import type { StructureShape } from './shape.ts';

export type ServiceName = 's3' | 'iam' | 'sts' | 'kms' | 'cloudtrail';

/** A requirement that was asked for in the middle of an operation: the refusal, or undefined. */
export type Permit = (requirements: readonly Requirement[]) => Promise<ServiceError | undefined>;

/** What a REST operation answers with, for documentation and for comparison with AWS's model. */
export interface DeclaredReply {
  readonly status: number;
  readonly headers: readonly string[];
  readonly document: { readonly root: string; readonly shape: StructureShape } | undefined;
}

/**
 * What the pipeline knows of an operation. Made by `rest.ts` and `query.ts` from a declaration,
 * whose own input, body and output types stay closed over inside.
 */
export interface Operation<Head, Context> {
  readonly service: ServiceName;
  /** AWS's own name. */
  readonly name: string;
  readonly summary: string;
  /** False for a declared operation that answers 501. */
  readonly built: boolean;
  readonly errors: readonly ErrorCode[];
  /** What may be told of its success (S3's event notifications). */
  readonly events?: readonly string[];
  /** Any authenticated caller may call it; otherwise an empty list of requirements is refused. */
  readonly anyCaller: boolean;
  /** The request may come without a signature: it carries another proof (a web identity token). */
  readonly acceptsUnsigned: boolean;
  /** Undefined for operations of the Query protocol. */
  readonly http: RestBinding | undefined;
  /** Fields that conditions can ask for, by lower-case condition key. */
  readonly conditionFields: ReadonlyMap<string, Field>;
  /** Undefined for operations of the Query protocol, and for those that are not built. */
  readonly reply?: DeclaredReply;
  /** Decodes the head of a request. @throws ServiceError */
  begin(head: Head): BegunOperation<Context>;
}

/** An operation with its decoded input, about to be authorized and then handled. */
export interface BegunOperation<Context> {
  /**
   * Only of operations that take another proof than a signature, a token in their input: verifies
   * it. Whom it vouches for becomes the caller. @throws ServiceError
   */
  prove?(context: Context): Promise<WebIdentity>;
  authorize(context: Context): readonly Requirement[] | Promise<readonly Requirement[]>;
  /** What a caller must be allowed to learn that something is missing; else the refusal is told. */
  revealMissing(error: ServiceError): Requirement | undefined;
  handle(context: Context, body: RequestBody, permit: Permit): Promise<Reply>;
}

/** Ends a handler with an error that its operation declares. */
export type Fail<E extends ErrorCode> = (
  code: E,
  details?: {
    readonly message?: string;
    readonly fields?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
    readonly status?: number;
  },
) => never;
