import { Violations } from './constraint.ts';
import { decodeScalar } from './scalar.ts';
import type { ListShape, Members, Shape, StructureShape } from './shape.ts';

/** The parameters of a Query request, decoded; a name stands once. */
export type Parameters = ReadonlyMap<string, string>;

/** More members than any list of IAM or STS may have; beyond it the request is refused. */
const maxListItems = 1000;

/**
 * Decodes the parameters of an AWS Query request: `Tags.member.1.Key=Team`.
 * @throws ServiceError ValidationError, with every violated constraint in AWS's words
 */
export function readParameters(members: Members, parameters: Parameters): unknown {
  const reader = new ParameterReader(parameters);
  const value = reader.structure(members, '', '');
  reader.violations.throwIfAny();
  return value;
}

class ParameterReader {
  readonly violations = new Violations();
  readonly #parameters: Parameters;
  readonly #prefixes: ReadonlySet<string>;

  constructor(parameters: Parameters) {
    this.#parameters = parameters;
    const prefixes = new Set<string>();
    for (const name of parameters.keys()) {
      for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
        prefixes.add(name.slice(0, dot + 1));
      }
    }
    this.#prefixes = prefixes;
  }

  /** `prefix` is the wire's (`Tags.member.1.`), `path` the one that messages name (`tags.1.member.`). */
  structure(members: Members, prefix: string, path: string): unknown {
    const value: Record<string, unknown> = {};
    for (const [name, declared] of Object.entries(members)) {
      const isOptional = declared.kind === 'optional';
      const shape = isOptional ? declared.shape : declared;
      const memberPath = path + lowerFirst(name);
      const member = this.#member(shape, prefix + name, memberPath);
      if (member === undefined && !isOptional) this.violations.missing(memberPath);
      value[name] = member;
    }
    return value;
  }

  #member(shape: Shape, name: string, path: string): unknown {
    if (shape.kind === 'list') return this.#list(shape, name, path);
    if (shape.kind === 'structure') return this.#nested(shape, name, path);
    const source = this.#parameters.get(name);
    if (source === undefined) return undefined;
    if (shape.kind === 'text') {
      this.violations.checkText(shape, source, path);
      return source;
    }
    const decoded = decodeScalar(shape, source);
    if (decoded.kind === 'valid') return decoded.value;
    this.violations.malformed(shape, source, path);
    return undefined;
  }

  #nested(shape: StructureShape, name: string, path: string): unknown {
    if (!this.#prefixes.has(`${name}.`)) return undefined;
    return this.structure(shape.members, `${name}.`, `${path}.`);
  }

  #list(shape: ListShape, name: string, path: string): unknown {
    // An empty list is sent as `Tags=`.
    if (!this.#prefixes.has(`${name}.member.`)) {
      return this.#parameters.get(name) === '' ? [] : undefined;
    }
    const items: unknown[] = [];
    for (let index = 1; index <= maxListItems + 1; index++) {
      const itemName = `${name}.member.${index}`;
      if (!this.#parameters.has(itemName) && !this.#prefixes.has(`${itemName}.`)) break;
      items.push(this.#member(shape.element, itemName, `${path}.${index}.member`));
    }
    this.violations.checkList(shape, items.length, path, maxListItems);
    return items;
  }
}

function lowerFirst(name: string): string {
  // AWS writes `oIDCProviderArn` as `openIDConnectProviderArn` does: only the first letter falls.
  return name.charAt(0).toLowerCase() + name.slice(1);
}
