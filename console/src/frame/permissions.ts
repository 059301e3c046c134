import { useCallback, useSyncExternalStore } from 'react';
import { simulatePrincipalPolicy } from '../api/iam/simulation.ts';
import { onDenial } from '../api/request.ts';
import { ServiceError } from '../api/service-error.ts';
import type { Session } from '../api/session.ts';
import { useSession } from '../session/session-context.ts';

/** Whether a person may do something, and why not. Unknown counts as allowed: the server decides. */
export interface Permission {
  readonly allowed: boolean;
  readonly reason?: string;
}

const allowed: Permission = { allowed: true };

/** How long an answer counts: policies change. */
const rememberedMs = 60_000;
/** As many actions as one simulation asks for. */
const actionsAtOnce = 50;

interface Remembered {
  readonly permission: Permission;
  readonly atMs: number;
}

const known = new Map<string, Remembered>();
const asked = new Map<string, { readonly action: string; readonly resource: string }>();
const listeners = new Set<() => void>();
let owner = '';
let maySimulate = true;
let scheduled = false;

function keyOf(action: string, resource: string): string {
  return `${action} ${resource}`;
}

function tell(): void {
  for (const listener of listeners) listener();
}

function remember(action: string, resource: string, permission: Permission): void {
  known.set(keyOf(action, resource), { permission, atMs: Date.now() });
}

/** What a refusal says: "... is not authorized to perform: iam:CreateUser on resource: arn..." */
const denialText = /not authorized to perform: (\S+)(?: on resource: "?([^"\s]+)"?)?/;

onDenial((error) => {
  const [, action, resource = '*'] = denialText.exec(error.message) ?? [];
  if (action === undefined) return;
  remember(action, resource, { allowed: false, reason: error.message });
  tell();
});

function reasonOf(action: string, resource: string, decision: string): string {
  const where = resource === '*' ? '' : ` on ${resource}`;
  return decision === 'explicitDeny'
    ? `A policy denies you ${action}${where}.`
    : `No policy of yours allows ${action}${where}.`;
}

/** Asks for everything that came up in this turn, a resource at a time. */
async function askAll(arn: string): Promise<void> {
  scheduled = false;
  const byResource = Map.groupBy(asked.values(), ({ resource }) => resource);
  asked.clear();
  for (const [resource, questions] of byResource) {
    const actions = [...new Set(questions.map(({ action }) => action))].slice(0, actionsAtOnce);
    try {
      const results = await simulatePrincipalPolicy({
        policySourceArn: arn,
        actions,
        resources: [resource],
      });
      for (const { action, decision } of results) {
        const permission =
          decision === 'allowed'
            ? allowed
            : { allowed: false, reason: reasonOf(action, resource, decision) };
        remember(action, resource, permission);
      }
    } catch (error) {
      // Who may not simulate learns from the refusals themselves.
      if (error instanceof ServiceError && error.isDenial) maySimulate = false;
      for (const action of actions) remember(action, resource, allowed);
    }
  }
  tell();
}

function ask(session: Session, action: string, resource: string): void {
  if (!maySimulate) return;
  asked.set(keyOf(action, resource), { action, resource });
  if (scheduled) return;
  scheduled = true;
  setTimeout(() => void askAll(session.arn), 0);
}

function permissionOf(session: Session, action: string, resource: string): Permission {
  if (session.kind === 'root') return allowed;
  if (owner !== session.arn) {
    owner = session.arn;
    maySimulate = true;
    known.clear();
  }
  const found = known.get(keyOf(action, resource));
  if (found !== undefined && Date.now() - found.atMs < rememberedMs) return found.permission;
  ask(session, action, resource);
  return found?.permission ?? allowed;
}

/**
 * Whether who is signed in may do something. The answer comes later and is only advice: the server
 * decides each request by itself.
 * @param action such as `iam:CreateUser`; undefined for what needs no right
 * @param resource its ARN, or `*`
 */
export function usePermission(action: string | undefined, resource = '*'): Permission {
  const { session } = useSession();
  const subscribe = useCallback((listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, []);
  return useSyncExternalStore(subscribe, () =>
    action === undefined ? allowed : permissionOf(session, action, resource),
  );
}
