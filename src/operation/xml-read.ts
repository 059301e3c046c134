import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml';
import { decodeScalar } from './scalar.ts';
import type { ListShape, Shape, StructureShape } from './shape.ts';

/** Deeper documents than any of S3's own (8 levels) are refused before they are walked. */
const maxDepth = 24;

/** Why a document was refused; the caller turns it into its service's error. */
export class XmlError extends Error {
  override name = 'XmlError';
}

/**
 * Reads a document strictly: one root element of the given name, no DOCTYPE, known members only as
 * declared (unknown elements are ignored, as S3 does), required members present, scalars valid.
 * @throws XmlError
 */
export function readDocument(source: string, root: string, shape: StructureShape): unknown {
  if (source.includes('<!DOCTYPE')) throw new XmlError('a DOCTYPE is not allowed');
  let element: XmlElement | null;
  try {
    element = parseXml(source).root;
  } catch (error) {
    throw new XmlError(error instanceof Error ? error.message : 'not well-formed');
  }
  if (element === null || localName(element) !== root) throw new XmlError(`expected <${root}>`);
  return readStructure(element, shape, 0);
}

function localName(element: XmlElement): string {
  return element.name.slice(element.name.indexOf(':') + 1);
}

function readStructure(element: XmlElement, shape: StructureShape, depth: number): unknown {
  if (depth > maxDepth) throw new XmlError('nested too deeply');
  const result: Record<string, unknown> = {};
  const children = childElements(element);
  for (const [name, declared] of Object.entries(shape.members)) {
    const inner = declared.kind === 'optional' ? declared.shape : declared;
    if (inner.kind === 'attribute') {
      result[name] = element.attributes[inner.name];
      if (result[name] === undefined && declared.kind !== 'optional') missing(name);
      continue;
    }
    const matching = children.filter((child) => localName(child) === name);
    result[name] = readMember(name, inner, matching, declared.kind === 'optional', depth);
  }
  return result;
}

function readMember(
  name: string,
  shape: Shape,
  elements: readonly XmlElement[],
  isOptional: boolean,
  depth: number,
): unknown {
  const [first] = elements;
  if (first === undefined) return isOptional ? undefined : missing(name);
  if (shape.kind === 'list' && shape.flattened) {
    return checkedList(name, shape, elements, depth);
  }
  if (elements.length > 1) throw new XmlError(`<${name}> stands more than once`);
  if (shape.kind !== 'list') return readValue(name, shape, first, depth + 1);
  const members = childElements(first).filter((child) => localName(child) === shape.memberName);
  return checkedList(name, shape, members, depth + 1);
}

function checkedList(
  name: string,
  shape: ListShape,
  elements: readonly XmlElement[],
  depth: number,
): unknown[] {
  if (elements.length > (shape.maxItems ?? Number.POSITIVE_INFINITY)) {
    throw new XmlError(`<${name}> has more than ${shape.maxItems} members`);
  }
  if (elements.length < (shape.minItems ?? 0)) {
    throw new XmlError(`<${name}> has fewer than ${shape.minItems} members`);
  }
  return elements.map((element) => readValue(name, shape.element, element, depth + 1));
}

function readValue(name: string, shape: Shape, element: XmlElement, depth: number): unknown {
  if (shape.kind === 'structure') return readStructure(element, shape, depth);
  const source = element.children.map((child) => {
    if (child instanceof XmlElement) throw new XmlError(`<${name}> may not hold elements`);
    return child instanceof XmlText ? child.text : '';
  });
  const decoded = decodeScalar(shape, source.join(''));
  if (decoded.kind === 'invalid') throw new XmlError(`<${name}> ${decoded.reason}`);
  return decoded.value;
}

function childElements(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => child instanceof XmlElement);
}

function missing(name: string): never {
  throw new XmlError(`<${name}> is missing`);
}
