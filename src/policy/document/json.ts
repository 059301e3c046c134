/**
 * A strict JSON parser (RFC 8259) that keeps the offset of every value and refuses duplicate keys.
 * JSON.parse keeps the last of two equal keys, so a policy would mean something else than what a
 * reader sees first; and it tells no positions.
 */
interface Located {
  /** Offset of the first character. */
  readonly start: number;
  /** Offset behind the last character. */
  readonly end: number;
}

export interface JsonString extends Located {
  readonly type: 'string';
  readonly value: string;
}

/** A number, true, false or null, with the text that was written. */
export interface JsonScalar extends Located {
  readonly type: 'number' | 'boolean' | 'null';
  readonly text: string;
}

export interface JsonArray extends Located {
  readonly type: 'array';
  readonly items: readonly JsonValue[];
}

export interface JsonMember {
  readonly name: JsonString;
  readonly value: JsonValue;
}

export interface JsonObject extends Located {
  readonly type: 'object';
  readonly members: readonly JsonMember[];
}

export type JsonValue = JsonString | JsonScalar | JsonArray | JsonObject;

export type JsonResult =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly reason: string; readonly offset: number };

/** Policies nest seven levels deep; anything beyond this is an attack on the stack. */
export const MAX_DEPTH = 32;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

class JsonFault extends Error {
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(reason);
    this.offset = offset;
  }
}

/** Parses one JSON value; the whole text must be it, with nothing but white space around. */
export function parseJson(text: string): JsonResult {
  try {
    return { ok: true, value: new Parser(text).document() };
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    return { ok: false, reason: fault.message, offset: fault.offset };
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonValue {
    this.#skipSpace();
    const value = this.#value(0);
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#fault('text after the end of the JSON value');
    return value;
  }

  #fault(reason: string, offset = this.#at): JsonFault {
    return new JsonFault(reason, offset);
  }

  #skipSpace(): void {
    for (; this.#at < this.#text.length; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    }
  }

  #value(depth: number): JsonValue {
    if (depth > MAX_DEPTH) throw this.#fault(`nested deeper than ${MAX_DEPTH} levels`);
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', 'boolean');
      case 'f':
        return this.#word('false', 'boolean');
      case 'n':
        return this.#word('null', 'null');
      case undefined:
        throw this.#fault('the text ends too early');
      default:
        return this.#number();
    }
  }

  #object(depth: number): JsonObject {
    const start = this.#at++;
    const members: JsonMember[] = [];
    const names = new Set<string>();
    this.#skipSpace();
    if (this.#text[this.#at] === '}') return { type: 'object', members, start, end: ++this.#at };
    for (;;) {
      this.#skipSpace();
      if (this.#text[this.#at] !== '"') throw this.#fault('expected a name in double quotes');
      const name = this.#string();
      if (names.has(name.value)) throw this.#fault(`duplicate key "${name.value}"`, name.start);
      names.add(name.value);
      this.#skipSpace();
      if (this.#text[this.#at] !== ':') throw this.#fault('expected ":"');
      this.#at++;
      this.#skipSpace();
      members.push({ name, value: this.#value(depth + 1) });
      if (this.#closes('}')) return { type: 'object', members, start, end: this.#at };
    }
  }

  #array(depth: number): JsonArray {
    const start = this.#at++;
    const items: JsonValue[] = [];
    this.#skipSpace();
    if (this.#text[this.#at] === ']') return { type: 'array', items, start, end: ++this.#at };
    for (;;) {
      this.#skipSpace();
      items.push(this.#value(depth + 1));
      if (this.#closes(']')) return { type: 'array', items, start, end: this.#at };
    }
  }

  /** Reads a comma (false) or the closing bracket (true). */
  #closes(bracket: string): boolean {
    this.#skipSpace();
    const next = this.#text[this.#at];
    if (next !== ',' && next !== bracket) throw this.#fault(`expected "," or "${bracket}"`);
    this.#at++;
    return next === bracket;
  }

  #string(): JsonString {
    const start = this.#at++;
    let value = '';
    let copied = this.#at;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (this.#at >= this.#text.length) throw this.#fault('unterminated string', start);
      if (code < 0x20) throw this.#fault('control character in a string');
      if (code === 0x22) {
        value += this.#text.slice(copied, this.#at++);
        return { type: 'string', value, start, end: this.#at };
      }
      if (code === 0x5c) {
        value += this.#text.slice(copied, this.#at) + this.#escape();
        copied = this.#at;
      } else {
        this.#at++;
      }
    }
  }

  #escape(): string {
    const letter = this.#text[this.#at + 1] ?? '';
    if (letter === 'u') return this.#unicodeEscape();
    const character = ESCAPES.get(letter);
    if (character === undefined) throw this.#fault('invalid escape in a string');
    this.#at += 2;
    return character;
  }

  #unicodeEscape(): string {
    let code = 0;
    for (let i = 2; i < 6; i++) {
      const digit = '0123456789abcdef'.indexOf((this.#text[this.#at + i] ?? '').toLowerCase());
      if (digit < 0 || this.#text[this.#at + i] === undefined) {
        throw this.#fault('invalid \\u escape in a string');
      }
      code = code * 16 + digit;
    }
    this.#at += 6;
    return String.fromCharCode(code);
  }

  #word(text: string, type: 'boolean' | 'null'): JsonScalar {
    if (!this.#text.startsWith(text, this.#at)) throw this.#fault('unexpected character');
    const start = this.#at;
    this.#at += text.length;
    return { type, text, start, end: this.#at };
  }

  #number(): JsonScalar {
    const start = this.#at;
    if (this.#text[this.#at] === '-') this.#at++;
    if (this.#text[this.#at] === '0') this.#at++;
    else this.#digits();
    if (this.#text[this.#at] === '.') {
      this.#at++;
      this.#digits();
    }
    if (this.#text[this.#at] === 'e' || this.#text[this.#at] === 'E') {
      this.#at++;
      if (this.#text[this.#at] === '+' || this.#text[this.#at] === '-') this.#at++;
      this.#digits();
    }
    return { type: 'number', text: this.#text.slice(start, this.#at), start, end: this.#at };
  }

  #digits(): void {
    if (!isDigit(this.#text.charCodeAt(this.#at))) throw this.#fault('unexpected character');
    while (isDigit(this.#text.charCodeAt(this.#at))) this.#at++;
  }
}
