// Keys compare by their UTF-8 bytes, as S3 has it. That is the order of code points, while
// JavaScript compares UTF-16 units, which differs above U+FFFF.

const firstSurrogate = 0xd800;
const lastSurrogate = 0xdfff;
const lastCodePoint = 0x10ffff;

/** Moves surrogates behind U+E000..U+FFFF, where the code points that they stand for belong. */
function rank(unit: number): number {
  return unit < firstSurrogate ? unit : unit <= lastSurrogate ? unit + 0x2000 : unit - 0x800;
}

/** Negative, 0 or positive, as the UTF-8 bytes of `a` come before, with or after those of `b`. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const unitA = a.charCodeAt(index);
    const unitB = b.charCodeAt(index);
    if (unitA !== unitB) return rank(unitA) - rank(unitB);
  }
  return a.length - b.length;
}

/**
 * The smallest key that comes after every key beginning with `prefix`; undefined when there is
 * none (an empty prefix, or one of U+10FFFF only).
 */
export function afterPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix);
  while (points.length > 0) {
    const last = points.pop()?.codePointAt(0) ?? lastCodePoint;
    if (last === lastCodePoint) continue;
    const next = last + 1 >= firstSurrogate && last < lastSurrogate ? lastSurrogate + 1 : last + 1;
    return points.join('') + String.fromCodePoint(next);
  }
  return undefined;
}
