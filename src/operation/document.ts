import type { BodyOptions, BodyStream, RequestBody } from './body.ts';
import { type ErrorCode, ServiceError } from './errors.ts';
import type { WireRequest } from './request.ts';
import type { Infer, StructureShape } from './shape.ts';
import { readDocument, XmlError } from './xml-read.ts';

/** What an operation expects in its body. */
export type BodyShape = XmlBody | TextBody | StreamBody | undefined;

interface XmlBody<S extends StructureShape = StructureShape, R extends boolean = boolean> {
  readonly kind: 'xml';
  readonly root: string;
  readonly shape: S;
  /** False where an empty body stands for undefined (CreateBucket). */
  readonly required: R;
  readonly limitBytes: number;
  /** The refusal of a document that does not fit; MalformedXML where it is silent. */
  readonly malformed?: ErrorCode;
}

interface TextBody {
  readonly kind: 'text';
  readonly limitBytes: number;
}

interface StreamBody {
  readonly kind: 'stream';
}

export type InferBody<B extends BodyShape> =
  B extends XmlBody<infer S, infer R>
    ? R extends true
      ? Infer<S>
      : Infer<S> | undefined
    : B extends TextBody
      ? string
      : B extends StreamBody
        ? OpenBody
        : undefined;

/** Opens the body when the handler is ready for it; the client waits until then. */
export type OpenBody = (options: BodyOptions) => BodyStream;

const defaultLimitBytes = 1024 * 1024;

interface DocumentOptions {
  readonly limitBytes?: number;
  readonly malformed?: ErrorCode;
}

/** A body that must be an XML document with this root, of at most `limitBytes` (1 MiB). */
export function xmlBody<const S extends StructureShape>(
  root: string,
  shape: S,
  options: DocumentOptions = {},
): XmlBody<S, true> {
  return { kind: 'xml', root, shape, required: true, limitBytes: defaultLimitBytes, ...options };
}

/** The same, where a request without a body is valid too. */
export function optionalXmlBody<const S extends StructureShape>(
  root: string,
  shape: S,
  options: DocumentOptions = {},
): XmlBody<S, false> {
  return { kind: 'xml', root, shape, required: false, limitBytes: defaultLimitBytes, ...options };
}

/** A body that is read whole as text and not parsed, such as a policy document. */
export function textBody(limitBytes: number): TextBody {
  return { kind: 'text', limitBytes };
}

export const streamBody: StreamBody = { kind: 'stream' };

/**
 * The declared body of a request, read and verified, or the way to open it.
 * @throws ServiceError when the document is malformed, too large or not what its checksums say
 */
export async function documentOf<B extends BodyShape>(
  shape: B | undefined,
  body: RequestBody,
  request: WireRequest,
): Promise<InferBody<B>> {
  // The union of body kinds maps to InferBody case by case; TypeScript cannot follow that.
  return (await readShape(shape, body, request)) as InferBody<B>;
}

async function readShape(shape: BodyShape, body: RequestBody, request: WireRequest) {
  if (shape === undefined) return undefined;
  if (shape.kind === 'stream') return (options: BodyOptions) => body.open(options);
  const bytes = await body.readAll(shape.limitBytes, new ServiceError('MaxMessageLengthExceeded'));
  if (shape.kind === 'text') return decodeUtf8(bytes);
  if (bytes.length === 0) {
    if (!shape.required) return undefined;
    throw new ServiceError(
      request.headers.get('content-length') === '0' ? 'MissingRequestBodyError' : 'MalformedXML',
    );
  }
  try {
    return readDocument(decodeUtf8(bytes), shape.root, shape.shape);
  } catch (error) {
    if (error instanceof XmlError) throw new ServiceError(shape.malformed ?? 'MalformedXML');
    throw error;
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    throw new ServiceError('MalformedXML');
  }
}
