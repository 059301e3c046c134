/**
 * Shapes describe the data of operations: what a document, a form parameter or a header may hold.
 * One description serves decoding, encoding, validation and documentation.
 */

/** Limits of a text; AWS's wording of a violated one stands in `constraint.ts`. */
export interface TextConstraint {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  /** How AWS prints the pattern in its message, where it differs from the RegExp's source. */
  readonly patternText?: string;
  /** A sentence that replaces the pattern in IAM's refusals of names. */
  readonly patternMessage?: string;
}

export interface TextShape<T extends string = string> extends TextConstraint {
  readonly kind: 'text';
  /** The closed set of values, where there is one. */
  readonly oneOf?: readonly T[];
}

export interface IntegerShape {
  readonly kind: 'integer';
  readonly min?: number;
  readonly max?: number;
}

export interface BooleanShape {
  readonly kind: 'boolean';
}

/** Milliseconds since 1970; written as ISO 8601 in documents. */
export interface TimestampShape {
  readonly kind: 'timestamp';
  /** S3 writes milliseconds (`.000Z`), IAM and STS whole seconds. */
  readonly precision: 'milliseconds' | 'seconds';
}

export interface ListShape<E extends Shape = Shape> {
  readonly kind: 'list';
  readonly element: E;
  /** The element name of one member; a flattened list has no element around its members. */
  readonly memberName: string;
  readonly flattened: boolean;
  /** Each element is written as its members alone, so that names may alternate. */
  readonly mixed?: boolean;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export type Members = Readonly<Record<string, Shape | OptionalShape>>;

export interface StructureShape<M extends Members = Members> {
  readonly kind: 'structure';
  readonly members: M;
}

/** An XML attribute of the structure that it is a member of (ACL's `xsi:type`). */
export interface AttributeShape {
  readonly kind: 'attribute';
  readonly name: string;
  /** The namespace declaration that has to come with it. */
  readonly declaration: string;
}

/** Bytes; in base64 on the wire. For the JSON protocol. */
export interface BlobShape {
  readonly kind: 'blob';
  readonly minBytes: number;
  readonly maxBytes: number;
}

/** Texts by names that the client chose. For the JSON protocol. */
export interface TextMapShape {
  readonly kind: 'text-map';
}

export type Shape =
  | TextShape
  | BlobShape
  | TextMapShape
  | IntegerShape
  | BooleanShape
  | TimestampShape
  | AttributeShape
  | ListShape
  | StructureShape;

export interface OptionalShape<S extends Shape = Shape> {
  readonly kind: 'optional';
  readonly shape: S;
}

type InferMembers<M> = {
  readonly [K in keyof M as M[K] extends OptionalShape ? never : K]: Infer<M[K]>;
} & {
  readonly [K in keyof M as M[K] extends OptionalShape ? K : never]?: Infer<M[K]>;
};

/** The TypeScript type of the values that a shape describes. */
export type Infer<S> =
  S extends OptionalShape<infer Inner>
    ? Infer<Inner> | undefined
    : S extends TextShape<infer T>
      ? T
      : S extends IntegerShape
        ? number
        : S extends BooleanShape
          ? boolean
          : S extends TimestampShape
            ? number
            : S extends AttributeShape
              ? string
              : S extends BlobShape
                ? Uint8Array
                : S extends TextMapShape
                  ? Readonly<Record<string, string>>
                  : S extends { readonly kind: 'list'; readonly element: infer E }
                    ? readonly Infer<E>[]
                    : S extends { readonly kind: 'structure'; readonly members: infer M }
                      ? InferMembers<M>
                      : never;

/** Text of the given lengths and pattern. */
export function text(constraint: TextConstraint = {}): TextShape {
  return { kind: 'text', ...constraint };
}

/** Text that is one of the given words, as written. */
export function oneOf<const T extends string>(...values: readonly T[]): TextShape<T> {
  return { kind: 'text', oneOf: values };
}

/** A decimal whole number from `min` to `max`, both allowed. */
export function integer(min?: number, max?: number): IntegerShape {
  return {
    kind: 'integer',
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}

/** `true` or `false`. */
export function boolean(): BooleanShape {
  return { kind: 'boolean' };
}

/** An instant, in milliseconds since 1970 here and in ISO 8601 on the wire. */
export function timestamp(precision: 'milliseconds' | 'seconds' = 'milliseconds'): TimestampShape {
  return { kind: 'timestamp', precision };
}

/** Bytes of a length between the two, both allowed. */
export function blob(minBytes: number, maxBytes: number): BlobShape {
  return { kind: 'blob', minBytes, maxBytes };
}

/** Texts by names, such as an encryption context. */
export function textMap(): TextMapShape {
  return { kind: 'text-map' };
}

interface ListLimits {
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** `<TagSet><Tag/><Tag/></TagSet>`: members inside an element of the list's own. */
export function list<const E extends Shape>(
  memberName: string,
  element: E,
  limits: ListLimits = {},
) {
  return { kind: 'list', memberName, element, flattened: false, ...limits } as const;
}

/** `<Contents/><Contents/>`: members stand directly in their structure, under the member's name. */
export function flattenedList<const E extends Shape>(element: E, limits: ListLimits = {}) {
  return { kind: 'list', memberName: '', element, flattened: true, ...limits } as const;
}

/**
 * `<Version/><DeleteMarker/><Version/>`: elements of several names in one order. Each element of
 * the list has one of the members. For replies only.
 */
export function mixedList<const M extends Members>(members: M) {
  return { ...flattenedList(structure(members)), mixed: true } as const;
}

/** An element with named members. */
export function structure<const M extends Members>(members: M): StructureShape<M> {
  return { kind: 'structure', members };
}

/** An attribute of its element, with the namespace declaration that its prefix needs. */
export function attribute(name: string, declaration: string): AttributeShape {
  return { kind: 'attribute', name, declaration };
}

/** A member that may be absent. */
export function optional<const S extends Shape>(shape: S): OptionalShape<S> {
  return { kind: 'optional', shape };
}
