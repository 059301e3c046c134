import { hasVariables, parseTemplate, perValues, resolveTemplate } from '../document/variables.ts';
import { compilePieces, matchGlob, type PatternPiece } from '../document/wildcard.ts';
import { type CompileValue, type ReadContext, singleValue, type ValueTest } from './value-test.ts';

/** Reads a policy value once; `make` gets its pieces, at once or at each request. */
function withVariables(
  policyValue: string,
  variables: boolean,
  make: (pieces: readonly PatternPiece[]) => (value: string) => boolean,
): ValueTest {
  if (!variables || !policyValue.includes('${')) {
    return make([{ text: policyValue, literal: false }]);
  }
  const parts = parseTemplate(policyValue);
  if (!hasVariables(parts)) return make(resolveTemplate(parts, () => undefined) ?? []);
  const testFor = perValues(parts, make);
  return (value: string, read: ReadContext) =>
    testFor((key) => singleValue(read, key))?.(value) ?? false;
}

function textOf(pieces: readonly PatternPiece[]): string {
  return pieces.map((piece) => piece.text).join('');
}

/** StringEquals: exact, wildcards are plain characters. */
export const stringEquals: CompileValue = (policyValue, variables) =>
  withVariables(policyValue, variables, (pieces) => {
    const expected = textOf(pieces);
    return (value) => value === expected;
  });

/** StringEqualsIgnoreCase. */
export const stringEqualsIgnoreCase: CompileValue = (policyValue, variables) =>
  withVariables(policyValue, variables, (pieces) => {
    const expected = textOf(pieces).toLowerCase();
    return (value) => value.toLowerCase() === expected;
  });

/** StringLike: case-sensitive, with `*` and `?`. */
export const stringLike: CompileValue = (policyValue, variables) =>
  withVariables(policyValue, variables, (pieces) => {
    const glob = compilePieces(pieces);
    return (value) => matchGlob(glob, value);
  });
