import type { Shape, StructureShape } from './shape.ts';

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold as they are
const needsEscape = /[&<>"\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same
const everyEscape = /[&<>"\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g;

/** Text as XML character data or attribute value; control characters become references, as S3 does. */
export function escapeXml(value: string): string {
  if (!needsEscape.test(value)) return value;
  // Every ETag has quotes around it, and nothing else to escape: half the time of `replaceAll`.
  if (value.length > 1 && value.startsWith('"') && value.endsWith('"')) {
    const quoted = value.slice(1, -1);
    if (!needsEscape.test(quoted)) return `&quot;${quoted}&quot;`;
  }
  return value.replace(everyEscape, escapeCharacter);
}

function escapeCharacter(character: string): string {
  switch (character) {
    case '&':
      return '&amp;';
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    case '"':
      return '&quot;';
    default:
      return `&#x${character.charCodeAt(0).toString(16)};`;
  }
}

/** A whole document: `root` as the element name, its namespace where the service has one. */
export function writeDocument(
  root: string,
  shape: StructureShape,
  value: unknown,
  namespace?: string,
): string {
  const open = namespace === undefined ? root : `${root} xmlns="${namespace}"`;
  return `${xmlDeclaration}<${open}>${writeMembers(shape, value)}</${root}>`;
}

/** Writes one value with the element around it. */
type Write = (value: unknown) => string;

interface StructureWriter {
  readonly members: readonly { readonly name: string; readonly write: Write }[];
  readonly attributes: readonly { readonly name: string; readonly before: string }[];
}

/**
 * Shapes never change: what a structure is written with is made once. Going through the declaration
 * of each of a thousand keys took two thirds of a listing.
 */
const writers = new WeakMap<StructureShape, StructureWriter>();

function writerOf(shape: StructureShape): StructureWriter {
  const known = writers.get(shape);
  if (known !== undefined) return known;
  const members = [];
  const attributes = [];
  for (const [name, declared] of Object.entries(shape.members)) {
    if (declared.kind === 'attribute') {
      attributes.push({ name, before: ` ${declared.declaration} ${declared.name}="` });
      continue;
    }
    const write = elementWriter(name, declared.kind === 'optional' ? declared.shape : declared);
    members.push({ name, write });
  }
  const writer = { members, attributes };
  writers.set(shape, writer);
  return writer;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The members of a structure, in declared order, without the element around them. */
export function writeMembers(shape: StructureShape, value: unknown): string {
  return membersText(writerOf(shape), value);
}

function membersText({ members }: StructureWriter, value: unknown): string {
  if (!isRecord(value)) throw new TypeError('a structure is an object');
  let out = '';
  for (const { name, write } of members) {
    const member = value[name];
    if (member !== undefined) out += write(member);
  }
  return out;
}

function elementWriter(name: string, shape: Shape): Write {
  const open = `<${name}>`;
  const close = `</${name}>`;
  switch (shape.kind) {
    case 'list':
      return listWriter(name, shape);
    case 'structure':
      return structureWriter(name, shape);
    case 'timestamp':
      return (value) => open + writeTime(Number(value), shape.precision === 'seconds') + close;
    case 'text':
      return shape.oneOf === undefined
        ? textWriter(open, close)
        : wordWriter(open, close, shape.oneOf);
    default:
      return textWriter(open, close);
  }
}

function textWriter(open: string, close: string): Write {
  return (value) => open + escapeXml(String(value)) + close;
}

/** The elements of a closed set of words are put together once. */
function wordWriter(open: string, close: string, words: readonly string[]): Write {
  const write = textWriter(open, close);
  const written = new Map<unknown, string>(words.map((word) => [word, write(word)]));
  return (value) => written.get(value) ?? write(value);
}

function listWriter(name: string, shape: Shape & { kind: 'list' }): Write {
  const { element } = shape;
  const write: Write =
    shape.mixed === true && element.kind === 'structure'
      ? membersWriter(element)
      : elementWriter(shape.flattened ? name : shape.memberName, element);
  return (value) => {
    if (!Array.isArray(value)) throw new TypeError(`${name} is a list`);
    let out = '';
    for (const member of value) out += write(member);
    return shape.flattened ? out : `<${name}>${out}</${name}>`;
  };
}

function membersWriter(shape: StructureShape): Write {
  const writer = writerOf(shape);
  return (value) => membersText(writer, value);
}

function structureWriter(name: string, shape: StructureShape): Write {
  const writer = writerOf(shape);
  const open = `<${name}>`;
  const close = `</${name}>`;
  // Few have attributes; asking each of a thousand takes a twelfth of writing them.
  return writer.attributes.length === 0
    ? (value) => open + membersText(writer, value) + close
    : (value) => `<${name}${attributesText(writer, value)}>${membersText(writer, value)}${close}`;
}

function attributesText({ attributes }: StructureWriter, value: unknown): string {
  let out = '';
  for (const { name, before } of attributes) {
    if (isRecord(value)) out += `${before}${escapeXml(String(value[name]))}"`;
  }
  return out;
}

function writeTime(timeMs: number, inSeconds: boolean): string {
  const written = isoTime(timeMs);
  return inSeconds ? `${written.slice(0, 19)}Z` : written;
}

const minuteMs = 60_000;
const secondMs = 1_000;
const digits = (count: number, length: number) =>
  Array.from({ length }, (_, number) => String(number).padStart(count, '0'));
const seconds = digits(2, minuteMs / secondMs);
const milliseconds = digits(3, secondMs);
let lastMinuteMs = Number.NaN;
let lastMinute = '';

/** `toISOString`, which takes 0.5 us; the objects of a page were often written in one minute. */
function isoTime(timeMs: number): string {
  if (timeMs < 0 || !Number.isInteger(timeMs)) return new Date(timeMs).toISOString();
  const inMinuteMs = timeMs % minuteMs;
  if (timeMs - inMinuteMs !== lastMinuteMs) {
    lastMinuteMs = timeMs - inMinuteMs;
    lastMinute = new Date(lastMinuteMs).toISOString().slice(0, -'00.000Z'.length);
  }
  const inSecondMs = inMinuteMs % secondMs;
  const second = seconds[(inMinuteMs - inSecondMs) / secondMs];
  return `${lastMinute}${second}.${milliseconds[inSecondMs]}Z`;
}
