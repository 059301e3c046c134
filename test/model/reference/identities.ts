import type { Statement } from './permissions.ts';
import { Refused } from './refused.ts';

const missing = () => new Refused(404, 'NoSuchEntity');
const conflict = () => new Refused(409, 'DeleteConflict');
const exists = () => new Refused(409, 'EntityAlreadyExists');
const overLimit = () => new Refused(409, 'LimitExceeded');

/** "IAM and AWS STS quotas" of the IAM user guide. */
const keysPerUser = 2;
const versionsPerPolicy = 5;
const inlineCharacters = { user: 2_048, group: 5_120 } as const;

/** A document, and how many characters AWS counts in it. */
export interface Document {
  readonly statements: readonly Statement[];
  readonly characters: number;
}

export class ManagedPolicy {
  readonly versions = new Map<string, Document>();
  #count = 0;
  default = '';

  constructor(document: Document) {
    this.add(document, true);
  }

  add(document: Document, isDefault: boolean): string {
    if (this.versions.size >= versionsPerPolicy) throw overLimit();
    this.#count += 1;
    const id = `v${this.#count}`;
    this.versions.set(id, document);
    if (isDefault) this.default = id;
    return id;
  }

  inForce(): readonly Statement[] {
    return this.versions.get(this.default)?.statements ?? [];
  }
}

/** A user or a group, as far as policies go. */
class Holder {
  readonly inline = new Map<string, Document>();
  readonly attached = new Set<ManagedPolicy>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  putInline(name: string, document: Document): void {
    let characters = document.characters;
    for (const [other, each] of this.inline) if (other !== name) characters += each.characters;
    if (characters > this.#limit) throw overLimit();
    this.inline.set(name, document);
  }

  deleteInline(name: string): void {
    if (!this.inline.delete(name)) throw missing();
  }

  detach(policy: ManagedPolicy): void {
    if (!this.attached.delete(policy)) throw missing();
  }

  own(): readonly Statement[] {
    const inline = [...this.inline.values()].flatMap(({ statements }) => statements);
    return [...inline, ...[...this.attached].flatMap((policy) => policy.inForce())];
  }
}

export class Group extends Holder {
  readonly members = new Set<User>();

  constructor() {
    super(inlineCharacters.group);
  }
}

export class User extends Holder {
  readonly groups = new Set<Group>();
  readonly keys = new Set<AccessKey>();
  boundary: ManagedPolicy | undefined;

  constructor() {
    super(inlineCharacters.user);
  }

  statements(): readonly Statement[] {
    return [...this.own(), ...[...this.groups].flatMap((group) => group.own())];
  }
}

export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly user: User;
  active: boolean;
}

/** The users, groups and policies of one account. */
export class Identities {
  readonly users = new Map<string, User>();
  readonly groups = new Map<string, Group>();
  readonly policies = new Map<string, ManagedPolicy>();
  /** Every key that was ever made, also those that are deleted. */
  readonly keys: AccessKey[] = [];

  user(name: string): User {
    return found(this.users, name);
  }

  group(name: string): Group {
    return found(this.groups, name);
  }

  policy(name: string): ManagedPolicy {
    return found(this.policies, name);
  }

  createUser(name: string): void {
    if (this.users.has(name)) throw exists();
    this.users.set(name, new User());
  }

  createGroup(name: string): void {
    if (this.groups.has(name)) throw exists();
    this.groups.set(name, new Group());
  }

  createPolicy(name: string, document: Document): void {
    if (this.policies.has(name)) throw exists();
    this.policies.set(name, new ManagedPolicy(document));
  }

  deleteUser(name: string): void {
    const user = this.user(name);
    const { groups, keys, inline, attached } = user;
    if (groups.size + keys.size + inline.size + attached.size > 0) throw conflict();
    this.users.delete(name);
  }

  renameUser(name: string, to: string): void {
    const user = this.user(name);
    if (to !== name && this.users.has(to)) throw exists();
    this.users.delete(name);
    this.users.set(to, user);
  }

  deleteGroup(name: string): void {
    const { members, inline, attached } = this.group(name);
    if (members.size + inline.size + attached.size > 0) throw conflict();
    this.groups.delete(name);
  }

  deletePolicy(name: string): void {
    const policy = this.policy(name);
    const holders = [...this.users.values(), ...this.groups.values()];
    const isUsed =
      holders.some(({ attached }) => attached.has(policy)) ||
      [...this.users.values()].some(({ boundary }) => boundary === policy);
    if (isUsed || policy.versions.size > 1) throw conflict();
    this.policies.delete(name);
  }

  addToGroup(userName: string, groupName: string): void {
    const group = this.group(groupName);
    const user = this.user(userName);
    group.members.add(user);
    user.groups.add(group);
  }

  removeFromGroup(userName: string, groupName: string): void {
    const group = this.group(groupName);
    const user = this.user(userName);
    if (!group.members.delete(user)) throw missing();
    user.groups.delete(group);
  }

  createKey(userName: string, id: string, secret: string): void {
    const user = this.user(userName);
    if (user.keys.size >= keysPerUser) throw overLimit();
    const key = { id, secret, user, active: true };
    user.keys.add(key);
    this.keys.push(key);
  }

  /** The key of that user; anybody else's is missing. */
  keyOf(userName: string, id: string): AccessKey {
    const key = [...this.user(userName).keys].find((each) => each.id === id);
    if (key === undefined) throw missing();
    return key;
  }

  deleteKey(userName: string, id: string): void {
    this.user(userName).keys.delete(this.keyOf(userName, id));
  }

  setDefault(name: string, version: string): void {
    const policy = this.policy(name);
    if (!policy.versions.has(version)) throw missing();
    policy.default = version;
  }

  deleteVersion(name: string, version: string): void {
    const policy = this.policy(name);
    if (!policy.versions.has(version)) throw missing();
    if (policy.default === version) throw conflict();
    policy.versions.delete(version);
  }
}

function found<T>(map: ReadonlyMap<string, T>, name: string): T {
  const one = map.get(name);
  if (one === undefined) throw missing();
  return one;
}
