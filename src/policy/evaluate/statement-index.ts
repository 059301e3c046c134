import { type CompiledPolicy, type CompiledStatement, coversAction } from './compile.ts';
import { headOf } from './resource-heads.ts';

/**
 * A principal may have hundreds of statements, of which a request can concern a few. The index
 * holds, for each action that was asked for, the statements about it: Deny first, else in the order
 * of the policies. What it found for the head of a resource it remembers.
 */
interface ActionIndex {
  readonly statements: readonly CompiledStatement[];
  readonly byHead: Map<string, readonly CompiledStatement[]>;
}

/** Heads that are remembered for each action; whoever asks for more of them pays for it. */
const rememberedHeads = 32;

/** By the list of policies, which nobody may change. */
const indexes = new WeakMap<readonly CompiledPolicy[], Map<number, ActionIndex>>();

/** The statements of some policies that may be about an action on a resource. */
export function statementsAbout(
  policies: readonly CompiledPolicy[],
  actionId: number,
  resource: string,
): readonly CompiledStatement[] {
  const { statements, byHead } = actionIndex(policies, actionId);
  const head = headOf(resource);
  const known = byHead.get(head);
  if (known !== undefined) return known;
  const found = statements.filter(({ resourceHeads }) => resourceHeads?.includes(head) ?? true);
  if (byHead.size >= rememberedHeads) byHead.clear();
  byHead.set(head, found);
  return found;
}

function actionIndex(policies: readonly CompiledPolicy[], actionId: number): ActionIndex {
  let actions = indexes.get(policies);
  if (actions === undefined) {
    actions = new Map();
    indexes.set(policies, actions);
  }
  const known = actions.get(actionId);
  if (known !== undefined) return known;
  const statements = policies
    .flatMap((policy) => policy.statements)
    .filter((statement) => coversAction(statement, actionId, ''));
  const index = {
    statements: [
      ...statements.filter(({ allows }) => !allows),
      ...statements.filter(({ allows }) => allows),
    ],
    byHead: new Map<string, readonly CompiledStatement[]>(),
  };
  actions.set(actionId, index);
  return index;
}
