import { type CompileValue, matchesNothing } from './value-test.ts';

/** An address as eight 16-bit groups (IPv6) or two (IPv4). */
type Groups = readonly number[];

/** A range of addresses: the groups of its first address and how many leading bits are fixed. */
export interface AddressRange {
  readonly groups: Groups;
  readonly bits: number;
}

const GROUP_BITS = 16;
const IPV6_GROUPS = 8;
/** ::ffff:a.b.c.d is the IPv4 address a.b.c.d on a dual-stack socket. */
const MAPPED_BITS = 96;

function decimal(text: string, most: number): number | undefined {
  if (text === '' || text.length > 3 || (text.length > 1 && text[0] === '0')) return undefined;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x30 || code > 0x39) return undefined;
  }
  const value = Number(text);
  return value <= most ? value : undefined;
}

function parseV4(text: string): Groups | undefined {
  const octets = text.split('.').map((octet) => decimal(octet, 255));
  const [a, b, c, d] = octets;
  if (octets.length !== 4 || a === undefined || b === undefined) return undefined;
  if (c === undefined || d === undefined) return undefined;
  return [a * 256 + b, c * 256 + d];
}

function hexGroup(text: string): number | undefined {
  if (text === '' || text.length > 4) return undefined;
  for (const digit of text.toLowerCase()) {
    if (!'0123456789abcdef'.includes(digit)) return undefined;
  }
  return Number.parseInt(text, 16);
}

/** Groups of one side of `::`; the last may be an IPv4 address. */
function parseGroups(text: string, mayEndInV4: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const texts = text.split(':');
  for (const [index, group] of texts.entries()) {
    if (mayEndInV4 && index === texts.length - 1 && group.includes('.')) {
      const v4 = parseV4(group);
      if (v4 === undefined) return undefined;
      groups.push(...v4);
    } else {
      const value = hexGroup(group);
      if (value === undefined) return undefined;
      groups.push(value);
    }
  }
  return groups;
}

function parseV6(text: string): Groups | undefined {
  const gap = text.indexOf('::');
  if (gap === -1) {
    const groups = parseGroups(text, true);
    return groups?.length === IPV6_GROUPS ? groups : undefined;
  }
  const head = parseGroups(text.slice(0, gap), false);
  const tail = parseGroups(text.slice(gap + 2), true);
  if (head === undefined || tail === undefined) return undefined;
  const missing = IPV6_GROUPS - head.length - tail.length;
  if (missing < 1) return undefined;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

function isMapped(groups: Groups): boolean {
  return (
    groups.length === IPV6_GROUPS &&
    groups[5] === 0xffff &&
    groups.slice(0, 5).every((group) => group === 0)
  );
}

/** Reads an IPv4 or IPv6 address with an optional prefix length; /32 or /128 without one. */
export function parseRange(text: string): AddressRange | undefined {
  const slash = text.indexOf('/');
  const address = slash === -1 ? text : text.slice(0, slash);
  const groups = address.includes(':') ? parseV6(address) : parseV4(address);
  if (groups === undefined) return undefined;
  const most = groups.length * GROUP_BITS;
  const bits = slash === -1 ? most : decimal(text.slice(slash + 1), most);
  if (bits === undefined) return undefined;
  if (isMapped(groups) && bits >= MAPPED_BITS) {
    return { groups: groups.slice(6), bits: bits - MAPPED_BITS };
  }
  return { groups, bits };
}

function contains(range: AddressRange, address: Groups): boolean {
  if (range.groups.length !== address.length) return false;
  let bits = range.bits;
  for (let i = 0; bits > 0; i++, bits -= GROUP_BITS) {
    const drop = Math.max(0, GROUP_BITS - bits);
    if ((range.groups[i] ?? 0) >> drop !== (address[i] ?? 0) >> drop) return false;
  }
  return true;
}

/** IpAddress: whether the address lies in the range; texts that are no addresses match nothing. */
export const ipAddress: CompileValue = (policyValue) => {
  const range = parseRange(policyValue);
  if (range === undefined) return matchesNothing;
  return (value) => {
    if (value.includes('/')) return false;
    const address = parseRange(value);
    return address !== undefined && contains(range, address.groups);
  };
};
