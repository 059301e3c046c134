/** The judge's condition operators. */
import { list, type Values } from './judge.ts';
import { freeTokens, matchTokens, substituted } from './judge-matching.ts';

type Context = Readonly<Record<string, Values>>;

export function conditionsHold(
  block: Record<string, Record<string, Values>>,
  variables: boolean,
  context: Context,
): boolean {
  return Object.entries(block).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) =>
      holds(operator, context[key.toLowerCase()], list(values), variables, context),
    ),
  );
}

function holds(
  operator: string,
  actual: Values | undefined,
  expected: readonly string[],
  variables: boolean,
  context: Context,
): boolean {
  const [, set, rest = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/.exec(operator) ?? [];
  const [, name = '', ifExists] = /^(.*?)(IfExists)?$/.exec(rest) ?? [];
  const missing = actual === undefined || (Array.isArray(actual) && actual.length === 0);
  if (name === 'Null') return expected.some((one) => one.toLowerCase() === String(missing));
  const negated = name.includes('Not');
  if (missing) {
    if (ifExists) return true;
    if (set === 'ForAllValues') return true;
    return set === 'ForAnyValue' ? false : negated;
  }
  const positive = name.replace('Not', '');
  const hit = (value: string) =>
    expected.some((one) => compares(positive, value, one, variables, context));
  const values = list(actual);
  if (set === 'ForAllValues') return values.every((value) => hit(value) !== negated);
  if (set === 'ForAnyValue') return values.some((value) => hit(value) !== negated);
  return negated ? !values.some(hit) : values.some(hit);
}

function compares(
  name: string,
  actual: string,
  expected: string,
  variables: boolean,
  context: Context,
): boolean {
  if (name.startsWith('String')) return strings(name, actual, expected, variables, context);
  if (name.startsWith('Arn')) return arns(actual, expected, variables, context);
  if (name.startsWith('Numeric')) {
    return ordered(name.slice('Numeric'.length), scaled(actual), scaled(expected));
  }
  if (name.startsWith('Date')) {
    return ordered(name.slice('Date'.length), microseconds(actual), microseconds(expected));
  }
  if (name === 'Bool') {
    return /^(true|false)$/i.test(actual) && actual.toLowerCase() === expected.toLowerCase();
  }
  if (name === 'BinaryEquals') return sameBytes(actual, expected);
  if (name === 'IpAddress') return inRange(actual, expected);
  throw new Error(`no such operator: ${name}`);
}

function strings(
  name: string,
  actual: string,
  expected: string,
  variables: boolean,
  context: Context,
): boolean {
  const tokens = variables ? substituted(expected, context) : freeTokens(expected);
  if (tokens === undefined) return false;
  if (name === 'StringLike') return matchTokens(tokens, [...actual]);
  const text = tokens
    .map((token) =>
      token.kind === 'character' ? token.character : token.kind === 'run' ? '*' : '?',
    )
    .join('');
  if (name === 'StringEquals') return text === actual;
  return text.toLowerCase() === actual.toLowerCase();
}

/** Six segments, each by itself; the sixth takes the remaining colons. */
function arns(actual: string, expected: string, variables: boolean, context: Context): boolean {
  const tokens = variables ? substituted(expected, context) : freeTokens(expected);
  if (tokens === undefined) return false;
  const patterns: (typeof tokens)[] = [[]];
  for (const token of tokens) {
    const isColon = token.kind === 'character' && token.character === ':';
    if (isColon && patterns.length < 6) patterns.push([]);
    else patterns.at(-1)?.push(token);
  }
  const parts = actual.split(':');
  if (patterns.length < 6 || parts.length < 6) return false;
  const segments = [...parts.slice(0, 5), parts.slice(5).join(':')];
  return patterns.every((pattern, index) => matchTokens(pattern, [...(segments[index] ?? '')]));
}

function ordered(relation: string, a: bigint | undefined, b: bigint | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (relation === 'Equals') return a === b;
  if (relation === 'LessThan') return a < b;
  if (relation === 'LessThanEquals') return a <= b;
  if (relation === 'GreaterThan') return a > b;
  return a >= b;
}

const DECIMALS = 40;

function scaled(text: string): bigint | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const size = BigInt((match[2] ?? '') + (match[3] ?? '').padEnd(DECIMALS, '0'));
  return match[1] === '-' ? -size : size;
}

const DATE =
  /^(\d{4})-(\d\d)(?:-(\d\d)(?:[Tt](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?([Zz]|[+-]\d\d(?::\d\d)?)?)?)?$/;

function microseconds(text: string): bigint | undefined {
  if (/^-?\d{1,12}$/.test(text)) return BigInt(text) * 1_000_000n;
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const [, year, month, day = '01', hour = '00', minute = '00', second = '00', part = ''] = match;
  const midnight = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.getUTCDate() !== Number(day)) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const zone = /^([+-])(\d\d):?(\d\d)?$/.exec(match[8] ?? 'Z');
  const away = zone ? Number(zone[2]) * 60 + Number(zone[3] ?? 0) : 0;
  if (zone && (Number(zone[2]) > 23 || Number(zone[3] ?? 0) > 59)) return undefined;
  const minutes = Number(hour) * 60 + Number(minute) - (zone?.[1] === '-' ? -away : away);
  const whole = midnight.getTime() / 1000 + minutes * 60 + Number(second);
  return BigInt(whole) * 1_000_000n + BigInt(part.padEnd(9, '0').slice(0, 6) || '0');
}

function sameBytes(a: string, b: string): boolean {
  const form = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
  return form.test(a) && form.test(b) && Buffer.from(a, 'base64').equals(Buffer.from(b, 'base64'));
}

/** An address as a number among the IPv6 addresses; IPv4 stands at ::ffff:0:0. */
function addressNumber(text: string): { value: bigint; v4: boolean } | undefined {
  const v4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (v4 !== null) {
    const octets = v4.slice(1);
    if (octets.some((octet) => Number(octet) > 255 || /^0\d/.test(octet))) return undefined;
    return { value: octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n), v4: true };
  }
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (tail !== null) {
    const low = addressNumber(tail[2] ?? '');
    if (low === undefined) return undefined;
    const hex = low.value.toString(16).padStart(8, '0');
    return addressNumber(`${tail[1]}${hex.slice(0, 4)}:${hex.slice(4)}`);
  }
  if (!/^[0-9a-f:]+$/i.test(text) || text.split('::').length > 2 || /:::/.test(text))
    return undefined;
  const [head = '', rest] = text.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = rest === undefined || rest === '' ? [] : rest.split(':');
  const gap = 8 - left.length - right.length;
  if (rest === undefined ? gap !== 0 : gap < 1) return undefined;
  const groups = [...left, ...new Array<string>(Math.max(0, gap)).fill('0'), ...right];
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const value = groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
  return { value, v4: false };
}

/** Brings ::ffff:a.b.c.d down to IPv4. */
function unmapped(address: { value: bigint; v4: boolean }): { value: bigint; v4: boolean } {
  const isMapped = !address.v4 && address.value >> 32n === 0xffffn;
  return isMapped ? { value: address.value & 0xffffffffn, v4: true } : address;
}

function inRange(actual: string, range: string): boolean {
  const [text = '', length, ...more] = range.split('/');
  const network = addressNumber(text);
  const given = addressNumber(actual);
  if (network === undefined || given === undefined || more.length > 0) return false;
  const width = network.v4 ? 32 : 128;
  if (length !== undefined && !/^(0|[1-9]\d{0,2})$/.test(length)) return false;
  let bits = length === undefined ? width : Number(length);
  if (bits > width) return false;
  let start = network;
  if (!network.v4 && unmapped(network).v4 && bits >= 96) {
    start = unmapped(network);
    bits -= 96;
  }
  const address = unmapped(given);
  if (address.v4 !== start.v4) return false;
  const drop = BigInt((start.v4 ? 32 : 128) - bits);
  return address.value >> drop === start.value >> drop;
}
