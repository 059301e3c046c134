import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';

/** What is written at a place of a policy. */
export type PolicyPlace =
  | { readonly kind: 'element-of-policy' | 'element-of-statement' | 'operator' }
  | { readonly kind: 'value'; readonly element: string }
  | { readonly kind: 'condition-key' }
  | { readonly kind: 'condition-value'; readonly key: string };

function unquoted(text: string): string {
  return text.replace(/^"|"$/g, '');
}

/** The names of the members around a node, from the outermost to the nearest. */
function pathTo(state: EditorState, node: SyntaxNode): string[] {
  const path: string[] = [];
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent) {
    if (at.name !== 'Property') continue;
    const name = at.getChild('PropertyName');
    if (name !== null) path.unshift(unquoted(state.sliceDoc(name.from, name.to)));
  }
  return path;
}

/** Where in a policy a position stands; undefined where nothing can be proposed. */
export function placeAt(state: EditorState, position: number): PolicyPlace | undefined {
  const node = syntaxTree(state).resolveInner(position, -1);
  const isName = node.name === 'PropertyName';
  const path = pathTo(state, node);
  if (isName) path.pop();
  const [outer, element, operator, key] = path;
  if (outer === undefined) return isName ? { kind: 'element-of-policy' } : undefined;
  if (outer !== 'Statement') return isName ? undefined : { kind: 'value', element: outer };
  if (element === undefined) return isName ? { kind: 'element-of-statement' } : undefined;
  if (element !== 'Condition') return isName ? undefined : { kind: 'value', element };
  if (operator === undefined) return isName ? { kind: 'operator' } : undefined;
  if (key === undefined) return isName ? { kind: 'condition-key' } : undefined;
  return isName ? undefined : { kind: 'condition-value', key };
}

/** The actions of the statement around a position, as they are written. */
export function actionsAround(state: EditorState, position: number): readonly string[] {
  let at: SyntaxNode | null = syntaxTree(state).resolveInner(position, -1);
  for (; at !== null; at = at.parent) {
    if (at.name !== 'Object') continue;
    const member = at
      .getChildren('Property')
      .find((property) => /^"(Not)?Action"/.test(state.sliceDoc(property.from, property.to)));
    if (member === undefined) continue;
    const value = state.sliceDoc(member.from, member.to).replace(/^"(Not)?Action"\s*:/, '');
    return [...value.matchAll(/"([^"\\]+)"/g)].map(([, action = '']) => action);
  }
  return [];
}
