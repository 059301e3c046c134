import { Violations } from './constraint.ts';
import { ServiceError } from './errors.ts';
import type { BlobShape, Members, OptionalShape, Shape } from './shape.ts';

/** More items than any list of a JSON service may have. */
const maxListItems = 1_000;

/**
 * Decodes the document of a request of AWS's JSON protocol: members by their names, times as
 * seconds since 1970. Members that the shape does not name are passed over, as AWS does.
 * @throws ServiceError SerializationException for a value of another kind, ValidationException with
 *   every violated constraint
 */
export function readJsonMembers(members: Members, document: unknown): unknown {
  const violations = new Violations();
  const value = readStructure(members, document, '', violations);
  try {
    violations.throwIfAny();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new ServiceError('ValidationException', { message: error.message });
  }
  return value;
}

function readStructure(
  members: Members,
  document: unknown,
  path: string,
  violations: Violations,
): unknown {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw unfit('an object');
  }
  const given = new Map<string, unknown>(Object.entries(document));
  const value: Record<string, unknown> = {};
  for (const [name, declared] of Object.entries(members)) {
    const memberPath = `${path}${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    const source = given.get(name) ?? undefined;
    if (source !== undefined) {
      value[name] = readValue(shapeOf(declared), source, memberPath, violations);
    } else if (declared.kind !== 'optional') {
      violations.missing(memberPath);
    }
  }
  return value;
}

function readValue(shape: Shape, source: unknown, path: string, violations: Violations): unknown {
  switch (shape.kind) {
    case 'text':
      if (typeof source !== 'string') throw unfit('a string');
      violations.checkText(shape, source, path);
      return source;
    case 'boolean':
      if (typeof source !== 'boolean') throw unfit('a boolean');
      return source;
    case 'integer': {
      if (typeof source !== 'number' || !Number.isSafeInteger(source)) throw unfit('an integer');
      const { min = source, max = source } = shape;
      if (source < min || source > max) violations.malformed(shape, String(source), path);
      return source;
    }
    case 'timestamp':
      if (typeof source !== 'number') throw unfit('a time');
      return source * 1_000;
    case 'list':
      if (!Array.isArray(source)) throw unfit('a list');
      violations.checkList(shape, source.length, path, maxListItems);
      return source
        .slice(0, maxListItems)
        .map((item, index) =>
          readValue(shape.element, item, `${path}.${index + 1}.member`, violations),
        );
    case 'structure':
      return readStructure(shape.members, source, `${path}.`, violations);
    case 'blob':
      return readBlob(shape, source, path);
    case 'text-map':
      return readTextMap(source);
    default:
      throw unfit('something else');
  }
}

/** Its refusal does not quote what may be a secret. */
function readBlob({ minBytes, maxBytes }: BlobShape, source: unknown, path: string): Buffer {
  const bytes = typeof source === 'string' ? Buffer.from(source, 'base64') : undefined;
  if (bytes === undefined || bytes.toString('base64') !== source) throw unfit('base64');
  if (bytes.length >= minBytes && bytes.length <= maxBytes) return bytes;
  throw new ServiceError('ValidationException', {
    message: `1 validation error detected: Value at '${path}' failed to satisfy constraint: Member must have length between ${minBytes} and ${maxBytes}, inclusive`,
  });
}

function readTextMap(source: unknown): Readonly<Record<string, string>> {
  if (typeof source !== 'object' || source === null || Array.isArray(source)) {
    throw unfit('an object');
  }
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(source)) {
    if (typeof value !== 'string') throw unfit('a string');
    texts.set(name, value);
  }
  return Object.fromEntries(texts);
}

function unfit(wanted: string): ServiceError {
  return new ServiceError('SerializationException', {
    message: `A value of the request is not ${wanted}, which it must be.`,
  });
}

/** The value that JSON.stringify prints as the protocol has it. */
export function writeJsonMembers(members: Members = {}, value: unknown): unknown {
  const written: Record<string, unknown> = {};
  for (const [name, declared] of Object.entries(members)) {
    const member: unknown = Reflect.get(Object(value), name);
    if (member !== undefined) written[name] = writeValue(shapeOf(declared), member);
  }
  return written;
}

function writeValue(shape: Shape, value: unknown): unknown {
  if (shape.kind === 'structure') return writeJsonMembers(shape.members, value);
  if (shape.kind === 'timestamp') return Number(value) / 1_000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (shape.kind !== 'list' || !Array.isArray(value)) return value;
  return value.map((item) => writeValue(shape.element, item));
}

function shapeOf(declared: Shape | OptionalShape): Shape {
  return declared.kind === 'optional' ? declared.shape : declared;
}
