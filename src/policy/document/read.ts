import { parseOperator } from '../conditions/operators.ts';
import { type JsonObject, type JsonString, type JsonValue, parseJson } from './json.ts';
import type {
  Condition,
  NamedPrincipal,
  PolicyDocument,
  PolicyVersion,
  PrincipalElement,
  PrincipalType,
  Statement,
  ValueList,
} from './policy-document.ts';
import { LineIndex } from './position.ts';

/** What keeps a text from being a policy at all, whoever it is for. */
export type GrammarRule =
  | 'json'
  | 'unknown-field'
  | 'wrong-type'
  | 'version'
  | 'missing-statement'
  | 'empty-statement'
  | 'missing-effect'
  | 'effect'
  | 'action-and-not-action'
  | 'principal'
  | 'operator';

/** A fault in the grammar, at an offset of the text. */
export class GrammarFault extends Error {
  readonly rule: GrammarRule;
  readonly offset: number;

  constructor(rule: GrammarRule, detail: string, offset: number) {
    super(detail);
    this.rule = rule;
    this.offset = offset;
  }
}

export interface ReadPolicy {
  readonly document: PolicyDocument;
  /** Whether the text has a Version; a document without one is of 2008-10-17. */
  readonly hasVersion: boolean;
  /** The first Effect that is Allow or Deny in another case: IAM treats it by itself. */
  readonly miscasedEffect: JsonString | undefined;
  readonly lines: LineIndex;
}

const TOP_FIELDS = new Set(['Version', 'Id', 'Statement']);
const STATEMENT_FIELDS = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);
const PRINCIPAL_TYPES: ReadonlyMap<string, PrincipalType> = new Map(
  (['AWS', 'Service', 'Federated', 'CanonicalUser'] as const).map((type) => [type, type]),
);

/** Reads a policy text into a document; throws GrammarFault. */
export function readPolicy(text: string): ReadPolicy {
  const json = parseJson(text);
  if (!json.ok) throw new GrammarFault('json', json.reason, json.offset);
  return new Reader(text).policy(json.value);
}

type Fields = ReadonlyMap<string, JsonValue>;

class Reader {
  readonly #lines: LineIndex;
  #miscasedEffect: JsonString | undefined;

  constructor(text: string) {
    this.#lines = new LineIndex(text);
  }

  policy(root: JsonValue): ReadPolicy {
    const object = this.#object(root);
    const fields = this.#fields(object, TOP_FIELDS);
    const version = this.#version(fields.get('Version'));
    const id = this.#optionalText(fields.get('Id'));
    const list = fields.get('Statement');
    if (list === undefined) throw new GrammarFault('missing-statement', 'Statement', object.start);
    const items = list.type === 'array' ? list.items : [list];
    if (items.length === 0) throw new GrammarFault('empty-statement', 'Statement', list.start);
    const statements = items.map((item, index) => this.#statement(item, index));
    return {
      document: { version: version ?? '2008-10-17', id, statements },
      hasVersion: version !== undefined,
      miscasedEffect: this.#miscasedEffect,
      lines: this.#lines,
    };
  }

  #object(value: JsonValue): JsonObject {
    if (value.type !== 'object') throw new GrammarFault('wrong-type', 'an object', value.start);
    return value;
  }

  #fields(object: JsonObject, known: ReadonlySet<string>): Fields {
    const fields = new Map<string, JsonValue>();
    for (const { name, value } of object.members) {
      if (!known.has(name.value)) {
        throw new GrammarFault('unknown-field', name.value, name.start);
      }
      fields.set(name.value, value);
    }
    return fields;
  }

  #version(value: JsonValue | undefined): PolicyVersion | undefined {
    if (value === undefined) return undefined;
    if (value.type === 'string') {
      if (value.value === '2012-10-17' || value.value === '2008-10-17') return value.value;
    }
    throw new GrammarFault('version', 'Version', value.start);
  }

  #optionalText(value: JsonValue | undefined): string | undefined {
    if (value === undefined) return undefined;
    return this.#string(value).value;
  }

  #string(value: JsonValue): JsonString {
    if (value.type !== 'string') throw new GrammarFault('wrong-type', 'a string', value.start);
    return value;
  }

  #statement(value: JsonValue, index: number): Statement {
    const object = this.#object(value);
    const fields = this.#fields(object, STATEMENT_FIELDS);
    for (const name of ['Action', 'Resource', 'Principal']) {
      if (fields.has(name) && fields.has(`Not${name}`)) {
        throw new GrammarFault('action-and-not-action', name, object.start);
      }
    }
    return {
      index,
      sid: this.#optionalText(fields.get('Sid')),
      effect: this.#effect(fields.get('Effect'), object.start),
      principal: this.#principalElement(fields),
      action: this.#valueList(fields, 'Action') ?? this.#noValues(object),
      resource: this.#valueList(fields, 'Resource'),
      conditions: this.#conditions(fields.get('Condition')),
      span: this.#lines.span(object.start, object.end),
    };
  }

  #effect(value: JsonValue | undefined, start: number): 'Allow' | 'Deny' {
    if (value === undefined) throw new GrammarFault('missing-effect', 'Effect', start);
    const written = this.#string(value);
    const text = written.value;
    const effect = (['Allow', 'Deny'] as const).find(
      (one) => one.toLowerCase() === text.toLowerCase(),
    );
    if (effect === undefined) throw new GrammarFault('effect', text, value.start);
    if (effect !== text) this.#miscasedEffect ??= written;
    return effect;
  }

  #noValues(object: JsonObject): ValueList {
    const span = this.#lines.span(object.start, object.end);
    return { negated: false, values: [], spans: [], span };
  }

  #valueList(fields: Fields, name: string): ValueList | undefined {
    const plain = fields.get(name);
    const value = plain ?? fields.get(`Not${name}`);
    if (value === undefined) return undefined;
    const items = (value.type === 'array' ? value.items : [value]).map((one) => this.#string(one));
    return {
      negated: plain === undefined,
      values: items.map((item) => item.value),
      spans: items.map((item) => this.#lines.span(item.start, item.end)),
      span: this.#lines.span(value.start, value.end),
    };
  }

  #principalElement(fields: Fields): PrincipalElement | undefined {
    const plain = fields.get('Principal');
    const value = plain ?? fields.get('NotPrincipal');
    if (value === undefined) return undefined;
    const span = this.#lines.span(value.start, value.end);
    const negated = plain === undefined;
    if (value.type === 'string') {
      if (value.value === '*') return { negated, everyone: true, named: [], span };
      const named = [{ type: 'AWS' as const, value: value.value, span }];
      return { negated, everyone: false, named, span };
    }
    if (value.type !== 'object') throw new GrammarFault('principal', 'Principal', value.start);
    const named = value.members.flatMap((member) => this.#namedPrincipals(member));
    const everyone = named.some((one) => one.type === 'AWS' && one.value === '*');
    return { negated, everyone, named, span };
  }

  #namedPrincipals(member: { name: JsonString; value: JsonValue }): NamedPrincipal[] {
    const type = PRINCIPAL_TYPES.get(member.name.value);
    if (type === undefined) {
      throw new GrammarFault('principal', member.name.value, member.name.start);
    }
    const items = member.value.type === 'array' ? member.value.items : [member.value];
    return items.map((item) => ({
      type,
      value: this.#string(item).value,
      span: this.#lines.span(item.start, item.end),
    }));
  }

  #conditions(value: JsonValue | undefined): Condition[] {
    if (value === undefined) return [];
    return this.#object(value).members.flatMap(({ name, value: block }) => {
      const keys = this.#object(block).members;
      if (keys.length > 0 && parseOperator(name.value) === undefined) {
        throw new GrammarFault('operator', name.value, name.start);
      }
      return keys.map((member) => ({
        operator: name.value,
        key: member.name.value,
        values: this.#conditionValues(member.value),
        span: this.#lines.span(member.name.start, member.value.end),
      }));
    });
  }

  /** Numbers and booleans are accepted and mean their text. */
  #conditionValues(value: JsonValue): string[] {
    const items = value.type === 'array' ? value.items : [value];
    return items.map((item) => {
      if (item.type === 'string') return item.value;
      if (item.type === 'number' || item.type === 'boolean') return item.text;
      throw new GrammarFault('wrong-type', 'a condition value', item.start);
    });
  }
}
