import type { Random } from './random.ts';

const maxBytes = 256 * 1024;
const numbers = ['0', '-1', '1', '65536', '2147483648', '9007199254740993', '1e999', '0x10', '٣'];
const bytes = ['\0', '\r', '\n', '\r\n', '"', "'", '<', '>', '&', '%', '%00', '\xff', '\xc3\x28'];

type Mutation = (text: string, random: Random, words: readonly string[], other: string) => string;

function cut(text: string, random: Random): readonly [number, number] {
  const start = random.below(text.length + 1);
  return [start, Math.min(start + 1 + random.below(16), text.length)];
}

function put(text: string, random: Random, piece: string): string {
  const [start, end] = cut(text, random);
  return text.slice(0, start) + piece + text.slice(random.below(2) === 0 ? start : end);
}

const mutations: readonly Mutation[] = [
  (text, random) => put(text, random, String.fromCharCode(random.below(256))),
  (text, random) => put(text, random, random.pick(bytes, '')),
  (text, random) => put(text, random, random.pick(numbers, '')),
  (text, random, words) => put(text, random, random.pick(words, '')),
  (text, random) => put(text, random, ''),
  (text, random, _, other) => {
    const [start] = cut(other, random);
    return put(text, random, other.slice(start, start + 1 + random.below(200)));
  },
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => {
    const [start, end] = cut(text, random);
    const times = 2 ** random.below(10);
    return text.slice(0, start) + text.slice(start, end).repeat(times) + text.slice(end);
  },
  (text, random) => {
    const [start, end] = cut(text, random);
    return text.slice(0, start) + text.slice(start, end).toUpperCase() + text.slice(end);
  },
];

/** A few random changes of a text, and words of its language put in. */
export function mutate(
  text: string,
  random: Random,
  words: readonly string[],
  other: string,
): string {
  let mutant = text;
  for (let changes = 1 + random.below(5); changes > 0; changes -= 1) {
    mutant = random.pick(mutations, (same) => same)(mutant, random, words, other);
  }
  return mutant.slice(0, maxBytes);
}

/** Words of a language in any order, repeated and nested. */
export function generate(random: Random, words: readonly string[]): string {
  let text = '';
  for (let left = 1 + random.below(30); left > 0; left -= 1) {
    const word = random.pick(words, '');
    text += random.below(20) === 0 ? word.repeat(1 + random.below(2_000)) : word;
  }
  return text.slice(0, maxBytes);
}

/** The same text with one piece of it repeated, `times` and four times as often. */
export function pumped(
  text: string,
  random: Random,
  words: readonly string[],
): (times: number) => string {
  const [start, end] = cut(text, random);
  const found = text.slice(start, end);
  const piece = found === '' || random.below(3) === 0 ? random.pick(words, 'a') : found;
  return (times) => text.slice(0, start) + piece.repeat(times) + text.slice(end);
}
