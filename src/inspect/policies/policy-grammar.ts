import type { PolicyGrammar } from '../../policy/index.ts';

/**
 * Whose policy a text is, by what its statements have: a Principal stands only in policies of
 * resources, and together with no Resource only in trust policies. Texts that are no policies
 * count as an identity's, whose parser then says what is wrong.
 */
export function guessGrammar(text: string): PolicyGrammar {
  const statements = statementsOf(text);
  const named = statements.filter((one) => 'Principal' in one || 'NotPrincipal' in one);
  if (named.length === 0) return 'identity';
  const hasResource = statements.some((one) => 'Resource' in one || 'NotResource' in one);
  return hasResource ? 'resource' : 'trust';
}

function statementsOf(text: string): object[] {
  try {
    const root: unknown = JSON.parse(text);
    if (typeof root !== 'object' || root === null || !('Statement' in root)) return [];
    const list: unknown[] = Array.isArray(root.Statement) ? root.Statement : [root.Statement];
    return list.filter((one) => typeof one === 'object' && one !== null);
  } catch {
    return [];
  }
}
