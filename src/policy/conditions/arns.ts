import { arnSegments } from '../document/arn.ts';
import { hasVariables, parseTemplate, perValues, resolveTemplate } from '../document/variables.ts';
import { compilePieces, type Glob, matchGlob, type PatternPiece } from '../document/wildcard.ts';
import { type CompileValue, singleValue } from './value-test.ts';

const SEGMENTS = 6;

/** Splits pieces at the first five colons that stand in the pattern itself or in a value. */
function segmentGlobs(pieces: readonly PatternPiece[]): Glob[] | undefined {
  const segments: PatternPiece[][] = [[]];
  for (const piece of pieces) {
    const texts = piece.text.split(':');
    for (const [index, text] of texts.entries()) {
      if (index > 0) {
        if (segments.length < SEGMENTS) segments.push([]);
        else segments.at(-1)?.push({ text: ':', literal: true });
      }
      segments.at(-1)?.push({ text, literal: piece.literal });
    }
  }
  return segments.length === SEGMENTS ? segments.map(compilePieces) : undefined;
}

function matchesSegments(globs: readonly Glob[] | undefined, value: string): boolean {
  const segments = arnSegments(value);
  if (segments === undefined || globs?.length !== SEGMENTS) return false;
  return globs.every((glob, index) => matchGlob(glob, segments[index] ?? ''));
}

/**
 * ArnLike and ArnEquals, which mean the same: each of the six segments is matched by itself, with
 * wildcards. What is no ARN, in the policy or in the request, matches nothing.
 */
export const arnLike: CompileValue = (policyValue, variables) => {
  const parts = variables
    ? parseTemplate(policyValue)
    : [{ type: 'pattern' as const, text: policyValue }];
  if (hasVariables(parts)) {
    const globsFor = perValues(parts, (pieces) => segmentGlobs(pieces) ?? []);
    return (value, read) =>
      matchesSegments(
        globsFor((key) => singleValue(read, key)),
        value,
      );
  }
  const globs = segmentGlobs(resolveTemplate(parts, () => undefined) ?? []);
  return (value) => matchesSegments(globs, value);
};
