import type { Shape, TextShape } from './shape.ts';

export type DecodedScalar =
  | { readonly kind: 'valid'; readonly value: string | number | boolean }
  | { readonly kind: 'invalid'; readonly reason: string };

/** The value that a text on the wire stands for, or why it stands for none. */
export function decodeScalar(shape: Shape, source: string): DecodedScalar {
  switch (shape.kind) {
    case 'text':
      return decodeText(shape, source);
    case 'integer':
      return decodeInteger(source, shape.min, shape.max);
    case 'boolean':
      return decodeBoolean(source);
    case 'timestamp':
      return decodeTimestamp(source);
    default:
      return { kind: 'invalid', reason: 'is no scalar' };
  }
}

function decodeText(shape: TextShape, source: string): DecodedScalar {
  if (shape.oneOf !== undefined && !shape.oneOf.includes(source)) {
    return { kind: 'invalid', reason: `must be one of ${shape.oneOf.join(', ')}` };
  }
  if (shape.minLength !== undefined && source.length < shape.minLength) {
    return { kind: 'invalid', reason: `must have ${shape.minLength} characters or more` };
  }
  if (shape.maxLength !== undefined && source.length > shape.maxLength) {
    return { kind: 'invalid', reason: `must have ${shape.maxLength} characters or fewer` };
  }
  if (shape.pattern !== undefined && !shape.pattern.test(source)) {
    return { kind: 'invalid', reason: `must match ${shape.patternText ?? shape.pattern.source}` };
  }
  return { kind: 'valid', value: source };
}

const integerText = /^[+-]?\d{1,15}$/;

function decodeInteger(source: string, min = -Infinity, max = Infinity): DecodedScalar {
  const trimmed = source.trim();
  const value = Number(trimmed);
  if (!integerText.test(trimmed)) return { kind: 'invalid', reason: 'is no integer' };
  if (value < min) return { kind: 'invalid', reason: `must be ${min} or more` };
  if (value > max) return { kind: 'invalid', reason: `must be ${max} or less` };
  return { kind: 'valid', value };
}

function decodeBoolean(source: string): DecodedScalar {
  switch (source.trim().toLowerCase()) {
    case 'true':
      return { kind: 'valid', value: true };
    case 'false':
      return { kind: 'valid', value: false };
    default:
      return { kind: 'invalid', reason: 'must be true or false' };
  }
}

const isoTime = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const epochTime = /^\d{1,12}(\.\d{1,9})?$/;

function decodeTimestamp(source: string): DecodedScalar {
  const trimmed = source.trim();
  let value = Number.NaN;
  if (epochTime.test(trimmed)) value = Number(trimmed) * 1000;
  else if (isoTime.test(trimmed)) value = Date.parse(withZone(trimmed));
  else value = Date.parse(trimmed.endsWith('GMT') ? trimmed : 'not a date');
  if (Number.isNaN(value)) return { kind: 'invalid', reason: 'is no date' };
  return { kind: 'valid', value };
}

/** A time without a zone is UTC; JavaScript alone would take it as local. */
function withZone(source: string): string {
  return /T.*(Z|[+-]\d{2}:?\d{2})$/.test(source) || !source.includes('T') ? source : `${source}Z`;
}
