import { roleArn, userArn } from '../identity/arns.ts';
import type { ServiceAccess } from '../store/identities.ts';
import type { IamContext } from './define.ts';
import { defaultDocument, type NamedEntity, policiesOf } from './held-policies.ts';

/** AWS reports on the last 400 days. */
const reportingPeriodMs = 400 * 24 * 60 * 60 * 1000;
const pageSize = 1000;

/** A user or role that a report counts, with what it did. */
export interface Accessor {
  readonly kind: 'user' | 'role';
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly accesses: readonly ServiceAccess[];
}

/** The texts of the policies that speak for an entity: of a policy, its own. */
export async function documentsOf(
  context: IamContext,
  entity: NamedEntity,
): Promise<readonly string[]> {
  const { kind, name, arn } = entity;
  if (kind === 'policy') return [await defaultDocument(context, arn)];
  const held = await policiesOf(context, { accountId: context.accountId, kind, name });
  return held.map(({ document }) => document);
}

/**
 * Who used the rights of an entity: a user or role itself, the members of a group, all whom a
 * policy is attached to, directly or by a group.
 */
export async function accessorsOf(
  context: IamContext,
  entity: NamedEntity,
): Promise<readonly Accessor[]> {
  const accessors = new Map<string, Accessor>();
  for (const found of await principalsOf(context, entity)) {
    if (!accessors.has(found.id)) accessors.set(found.id, await withAccesses(context, found));
  }
  return [...accessors.values()];
}

type Found = Omit<Accessor, 'accesses' | 'arn'>;

async function withAccesses(context: IamContext, found: Found): Promise<Accessor> {
  const { accountId, identities, clock } = context;
  const since = clock() - reportingPeriodMs;
  const accesses = await identities.serviceAccess(found.id);
  const makeArn = found.kind === 'user' ? userArn : roleArn;
  return {
    ...found,
    arn: makeArn(accountId, found.path, found.name),
    accesses: accesses.filter(({ lastAtMs }) => lastAtMs >= since),
  };
}

async function principalsOf(context: IamContext, entity: NamedEntity): Promise<readonly Found[]> {
  const { kind, id, name, path } = entity;
  if (kind === 'user' || kind === 'role') return [{ kind, id, name, path }];
  if (kind === 'group') return membersOf(context, name);
  const found: Found[] = [];
  let after: string | undefined;
  do {
    const request = { after, limit: pageSize, usage: 'PermissionsPolicy' } as const;
    const { accountId, identities } = context;
    const page = await identities.listEntitiesForPolicy(accountId, entity.arn, request);
    if ('outcome' in page) return found;
    for (const holder of page.items) {
      if (holder.kind === 'group') found.push(...(await membersOf(context, holder.name)));
      else found.push({ ...holder, kind: holder.kind });
    }
    after = page.next;
  } while (after !== undefined);
  return found;
}

async function membersOf(context: IamContext, groupName: string): Promise<readonly Found[]> {
  const found: Found[] = [];
  let after: string | undefined;
  do {
    const request = { after, limit: pageSize };
    const page = await context.identities.listGroupMembers(context.accountId, groupName, request);
    if ('outcome' in page) return found;
    for (const { userId, userName, path } of page.items) {
      found.push({ kind: 'user', id: userId, name: userName, path });
    }
    after = page.next;
  } while (after !== undefined);
  return found;
}

/** The newest accesses of some accessors, by service and by action. */
export class NewestAccesses {
  readonly #newest = new Map<string, { readonly access: ServiceAccess; readonly arn: string }>();

  constructor(accessors: readonly Accessor[]) {
    for (const { arn, accesses } of accessors) {
      for (const access of accesses) {
        const key = keyOf(access.service, access.action);
        const known = this.#newest.get(key)?.access.lastAtMs ?? -1;
        if (access.lastAtMs > known) this.#newest.set(key, { access, arn });
      }
    }
  }

  /** The newest access to a service, or to one action of it, and whose it was. */
  of(service: string, action?: string) {
    return this.#newest.get(keyOf(service, action));
  }
}

function keyOf(service: string, action: string | undefined): string {
  return `${service}:${action ?? ''}`;
}
