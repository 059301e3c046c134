import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { accountId, addAccounts, awsPolicy, group, implementations, user } from './fixture.ts';

type Step =
  | { readonly kind: 'create-user' | 'delete-user'; readonly user: string }
  | { readonly kind: 'create-group' | 'delete-group'; readonly group: string }
  | { readonly kind: 'join' | 'leave'; readonly user: string; readonly group: string }
  | { readonly kind: 'attach' | 'detach'; readonly user: string }
  | { readonly kind: 'rename'; readonly user: string; readonly to: string };

const name = fc.constantFrom('a', 'A', 'b', 'c');
const groupName = fc.constantFrom('g', 'G', 'h');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('create-user', 'delete-user'), user: name }),
  fc.record({ kind: fc.constantFrom('create-group', 'delete-group'), group: groupName }),
  fc.record({ kind: fc.constantFrom('join', 'leave'), user: name, group: groupName }),
  fc.record({ kind: fc.constantFrom('attach', 'detach'), user: name }),
  fc.record({ kind: fc.constant('rename'), user: name, to: name }),
);

interface ModelUser {
  name: string;
  readonly groups: Set<string>;
  attached: boolean;
}

/** What the contract says, in the plainest way, by names in lower case. */
class Model {
  readonly users = new Map<string, ModelUser>();
  readonly groups = new Map<string, string>();

  apply(step: Step): string {
    switch (step.kind) {
      case 'create-user': {
        const key = step.user.toLowerCase();
        if (this.users.has(key)) return 'exists';
        this.users.set(key, { name: step.user, groups: new Set(), attached: false });
        return 'created';
      }
      case 'create-group': {
        const key = step.group.toLowerCase();
        if (this.groups.has(key)) return 'exists';
        this.groups.set(key, step.group);
        return 'created';
      }
      case 'delete-group':
        return this.#deleteGroup(step.group.toLowerCase());
      default:
        return this.#applyToUser(step, this.users.get(step.user.toLowerCase()));
    }
  }

  #deleteGroup(key: string): string {
    if (!this.groups.has(key)) return 'missing';
    if ([...this.users.values()].some((each) => each.groups.has(key))) return 'conflict';
    this.groups.delete(key);
    return 'done';
  }

  #applyToUser(
    step: Exclude<Step, { readonly kind: 'create-user' | 'create-group' | 'delete-group' }>,
    found: ModelUser | undefined,
  ): string {
    if (step.kind === 'join' || step.kind === 'leave') {
      const key = step.group.toLowerCase();
      if (!found || !this.groups.has(key)) return 'missing';
      if (step.kind === 'leave') return found.groups.delete(key) ? 'done' : 'missing';
      found.groups.add(key);
      return 'done';
    }
    if (!found) return 'missing';
    if (step.kind === 'attach' || step.kind === 'detach') {
      if (step.kind === 'detach' && !found.attached) return 'missing';
      found.attached = step.kind === 'attach';
      return 'done';
    }
    if (step.kind === 'delete-user') {
      if (found.attached || found.groups.size > 0) return 'conflict';
      this.users.delete(found.name.toLowerCase());
      return 'done';
    }
    if (step.kind !== 'rename') throw new Error('no such step');
    return this.#rename(found, step.to);
  }

  #rename(found: ModelUser, to: string): string {
    const other = this.users.get(to.toLowerCase());
    if (other && other !== found) return 'exists';
    this.users.delete(found.name.toLowerCase());
    found.name = to;
    this.users.set(to.toLowerCase(), found);
    return 'done';
  }
}

async function run(
  store: ReturnType<(typeof implementations)[number]['open']>['store'],
  step: Step,
  serial: number,
): Promise<string> {
  const at = (userName: string) => ({ accountId, kind: 'user', name: userName }) as const;
  switch (step.kind) {
    case 'create-user':
      return (await store.createUser({ ...user(step.user), userId: `AIDA${serial}` })).outcome;
    case 'delete-user':
      return (await store.deleteUser(accountId, step.user)).outcome;
    case 'create-group':
      return (await store.createGroup({ ...group(step.group), groupId: `AGPA${serial}` })).outcome;
    case 'delete-group':
      return (await store.deleteGroup(accountId, step.group)).outcome;
    case 'join':
      return (await store.addUserToGroup(accountId, step.group, step.user)).outcome;
    case 'leave':
      return (await store.removeUserFromGroup(accountId, step.group, step.user)).outcome;
    case 'attach':
      return (await store.attachPolicy(at(step.user), awsPolicy)).outcome;
    case 'detach':
      return (await store.detachPolicy(at(step.user), awsPolicy)).outcome;
    case 'rename':
      return (await store.updateUser(accountId, step.user, { newUserName: step.to })).outcome;
  }
}

for (const { name: implementation, open } of implementations) {
  describe(`on ${implementation}, any sequence of changes`, () => {
    test('has the outcomes and leaves the users and members that a plain model has', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
          const opened = open();
          try {
            const { store } = opened;
            await addAccounts(store);
            const model = new Model();
            for (const [serial, each] of steps.entries()) {
              assert.equal(await run(store, each, serial), model.apply(each), each.kind);
            }
            const listed = await store.listUsers(accountId, { limit: 100 });
            const users = [...model.users.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
            const expected = users.map(([, each]) => each.name);
            assert.deepEqual(
              listed.items.map((item) => item.userName),
              expected,
            );
            for (const [, each] of users) {
              const groups = await store.listGroupsOfUser(accountId, each.name, { limit: 100 });
              assert.ok('items' in groups);
              const names = groups.items.map((item) => item.groupName.toLowerCase());
              assert.deepEqual(names, [...each.groups].sort());
            }
          } finally {
            opened.close();
          }
        }),
        { numRuns: 25 },
      );
    });
  });
}
