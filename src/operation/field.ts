import { type ErrorCode, ServiceError } from './errors.ts';
import type { WireRequest } from './request.ts';
import { decodeScalar } from './scalar.ts';
import { type Infer, type Shape, type TextShape, text } from './shape.ts';

/** The bucket and key that a request addresses, decoded; undefined where it names none. */
export interface Target {
  readonly bucket: string | undefined;
  readonly key: string | undefined;
}

interface FieldOptions {
  /** The IAM condition key that carries this field's value, such as `s3:prefix`. */
  readonly conditionKey?: string;
  /** The refusal of a value that the shape does not allow; InvalidArgument where it is silent. */
  readonly refuse?: { readonly code: ErrorCode; readonly message?: string };
}

/** One input of a REST operation: where it stands in the request and what it may hold. */
export interface Field<S extends Shape = Shape, R extends boolean = boolean> extends FieldOptions {
  readonly in: 'bucket' | 'key' | 'query' | 'header';
  readonly name: string;
  readonly shape: S;
  readonly required: R;
}

/** Every header whose name begins with the prefix, as pairs without it, in the order of the wire. */
export interface PrefixedHeaders {
  readonly in: 'prefixed-headers';
  readonly name: string;
}

export type Fields = Readonly<Record<string, Field | PrefixedHeaders>>;

export type InferField<F> = F extends PrefixedHeaders
  ? readonly (readonly [name: string, value: string])[]
  : F extends Field<infer S, infer R>
    ? R extends true
      ? Infer<S>
      : Infer<S> | undefined
    : never;

export type InferFields<F extends Fields> = { readonly [K in keyof F]: InferField<F[K]> };

export const bucketLabel: Field<TextShape, true> = {
  in: 'bucket',
  name: 'Bucket',
  shape: text(),
  required: true,
};

export const keyLabel: Field<TextShape, true> = {
  in: 'key',
  name: 'Key',
  shape: text(),
  required: true,
};

/** A parameter of the query string; undefined where the request does not have it. */
export function query<const S extends Shape>(
  name: string,
  shape: S,
  options: FieldOptions = {},
): Field<S, false> {
  return { in: 'query', name, shape, required: false, ...options };
}

/** A header; undefined where the request does not have it. */
export function header<const S extends Shape>(
  name: string,
  shape: S,
  options: FieldOptions = {},
): Field<S, false> {
  return { in: 'header', name, shape, required: false, ...options };
}

/** Every header whose name begins with the prefix, such as an object's own metadata. */
export function prefixedHeaders(prefix: string): PrefixedHeaders {
  return { in: 'prefixed-headers', name: prefix };
}

/** The same field, refused with its error where the request does not have it. */
export function required<S extends Shape>(declared: Field<S, false>): Field<S, true> {
  return { ...declared, required: true };
}

/**
 * Decodes the declared fields from the head of a request.
 * @throws ServiceError for a missing or invalid value
 */
export type FieldDecoder<F extends Fields> = (
  request: WireRequest,
  target: Target,
) => InferFields<F>;

/**
 * The decoder of an operation's fields. It copies an object that has all members already: adding
 * twenty-five of them one by one took 2 us of each request.
 */
export function fieldDecoder<F extends Fields>(fields: F): FieldDecoder<F> {
  const declared = Object.entries(fields);
  const nothing = Object.fromEntries(declared.map(([member]) => [member, undefined]));
  return (request, target) => {
    const input: Record<string, unknown> = { ...nothing };
    for (const [member, field] of declared) {
      if (field.in === 'prefixed-headers') {
        input[member] = headersWithPrefix(request, field.name);
        continue;
      }
      const text = fieldText(field, request, target);
      if (text !== undefined || field.required) input[member] = decodeField(field, text);
    }
    // The loop filled exactly the members that the mapped type names.
    return input as InferFields<F>;
  };
}

/** The raw text of a field in a request, as decoding and conditions read it. */
export function fieldText(field: Field, request: WireRequest, target: Target): string | undefined {
  switch (field.in) {
    case 'bucket':
      return target.bucket;
    case 'key':
      return target.key;
    case 'query':
      return request.query.get(field.name);
    default:
      return request.headers.get(field.name);
  }
}

function decodeField(field: Field, value: string | undefined): unknown {
  if (value === undefined) {
    if (field.required) throw refusal(field, '', `Missing required parameter: ${field.name}`);
    return undefined;
  }
  const decoded = decodeScalar(field.shape, value);
  if (decoded.kind === 'valid') return decoded.value;
  throw refusal(field, value, `The value of ${field.name} ${decoded.reason}.`);
}

function refusal(field: Field, value: string, message: string): ServiceError {
  return new ServiceError(field.refuse?.code ?? 'InvalidArgument', {
    message: field.refuse?.message ?? (field.refuse === undefined ? message : undefined),
    fields: { ArgumentName: field.name, ArgumentValue: value },
  });
}

function headersWithPrefix(request: WireRequest, prefix: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (const [name, value] of request.headers.entries()) {
    if (name.startsWith(prefix)) pairs.push([name.slice(prefix.length), value]);
  }
  return pairs;
}

/** The condition key's value that a declared field carries, by lower-case key. */
export function fieldConditions(fields: Fields): ReadonlyMap<string, Field> {
  const byKey = new Map<string, Field>();
  for (const field of Object.values(fields)) {
    if (field.in === 'prefixed-headers' || field.conditionKey === undefined) continue;
    byKey.set(field.conditionKey.toLowerCase(), field);
  }
  return byKey;
}
