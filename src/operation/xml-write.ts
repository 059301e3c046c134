import type { Shape, StructureShape } from './shape.ts';

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold as they are
const needsEscape = /[&<>"\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/;

/** Text as XML character data or attribute value; control characters become references, as S3 does. */
export function escapeXml(value: string): string {
  if (!needsEscape.test(value)) return value;
  let out = '';
  for (const character of value) out += escapeCharacter(character);
  return out;
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
      return needsEscape.test(character)
        ? `&#x${character.charCodeAt(0).toString(16)};`
        : character;
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

/** The members of a structure, in declared order, without the element around them. */
export function writeMembers(shape: StructureShape, value: unknown): string {
  if (typeof value !== 'object' || value === null) throw new TypeError('a structure is an object');
  let out = '';
  for (const [name, declared] of Object.entries(shape.members)) {
    const member = Reflect.get(value, name);
    if (declared.kind === 'attribute' || member === undefined) continue;
    out += writeValue(name, declared.kind === 'optional' ? declared.shape : declared, member);
  }
  return out;
}

function writeValue(name: string, shape: Shape, value: unknown): string {
  switch (shape.kind) {
    case 'list':
      return writeList(name, shape, value);
    case 'structure':
      return `<${name}${writeAttributes(shape, value)}>${writeMembers(shape, value)}</${name}>`;
    default:
      return `<${name}>${writeScalar(shape, value)}</${name}>`;
  }
}

function writeList(name: string, shape: Shape & { kind: 'list' }, value: unknown): string {
  if (!Array.isArray(value)) throw new TypeError(`${name} is a list`);
  const memberName = shape.flattened ? name : shape.memberName;
  let out = '';
  const { element } = shape;
  for (const member of value) {
    out +=
      shape.mixed === true && element.kind === 'structure'
        ? writeMembers(element, member)
        : writeValue(memberName, element, member);
  }
  return shape.flattened ? out : `<${name}>${out}</${name}>`;
}

function writeAttributes(shape: StructureShape, value: unknown): string {
  let out = '';
  for (const [name, member] of Object.entries(shape.members)) {
    if (member.kind !== 'attribute' || typeof value !== 'object' || value === null) continue;
    out += ` ${member.declaration} ${member.name}="${escapeXml(String(Reflect.get(value, name)))}"`;
  }
  return out;
}

function writeScalar(shape: Shape, value: unknown): string {
  if (shape.kind !== 'timestamp') return escapeXml(String(value));
  const written = new Date(Number(value)).toISOString();
  return shape.precision === 'seconds' ? `${written.slice(0, 19)}Z` : written;
}
