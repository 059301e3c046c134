import fc from 'fast-check';
import type { Group, Identities, User } from '../reference/identities.ts';
import type { Answer } from '../request.ts';
import { type Expected, type Kind, stepOf, text } from '../step.ts';
import type { Sender, World } from '../world.ts';
import { sender } from './choices.ts';
import { documentOf, identityDocument } from './policies.ts';

export const userName = fc.constantFrom('u1', 'u1', 'u2', 'u3');
const groupName = fc.constantFrom('g1', 'g1', 'g2');
export const policyName = fc.constantFrom('p1', 'p1', 'p2');
const inlineName = fc.constantFrom('i1', 'i2', 'i3');

interface Declared<Data> {
  readonly name: string;
  readonly data: fc.Arbitrary<Data>;
  /** The ARN that the action is asked on. */
  readonly on: (world: World, data: Data) => string;
  readonly parameters: (world: World, data: Data) => Readonly<Record<string, string>>;
  readonly change: (identities: Identities, data: Data, answer: Answer, world: World) => void;
}

/** A step of IAM: a form to `/`, whose action is asked on one ARN. */
export function iamStep<Data>(
  declared: Declared<Data>,
): Kind<{ readonly sender: Sender; readonly data: Data }> {
  return stepOf(
    declared.name,
    fc.record({ sender, data: declared.data }),
    (world, { sender: from, data }) => {
      const parameters = {
        Action: declared.name,
        Version: '2010-05-08',
        ...declared.parameters(world, data),
      };
      return {
        service: 'iam',
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body: Object.entries(parameters)
          .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
          .join('&'),
        credentials: world.credentials(from),
      };
    },
    (world, { sender: from, data }, answer): Expected => {
      world.authenticate(from, 'iam');
      world.demand(from, `iam:${declared.name}`, declared.on(world, data));
      declared.change(world.identities, data, answer, world);
      return { status: 200 };
    },
  );
}

const user = fc.record({ user: userName });
const group = fc.record({ group: groupName });

type Named = { readonly user: string } | { readonly group: string };

function holderArn(world: World, data: Named): string {
  return 'user' in data ? world.userArn(data.user) : world.groupArn(data.group);
}

function holderParameter(data: Named): Readonly<Record<string, string>> {
  return 'user' in data ? { UserName: data.user } : { GroupName: data.group };
}

function holderOf(identities: Identities, data: Named): User | Group {
  return 'user' in data ? identities.user(data.user) : identities.group(data.group);
}

export const createUser = iamStep({
  name: 'CreateUser',
  data: user,
  on: holderArn,
  parameters: (_, data) => holderParameter(data),
  change: (identities, data) => identities.createUser(data.user),
});

export const entitySteps = [
  createUser,
  iamStep({
    name: 'DeleteUser',
    data: user,
    on: holderArn,
    parameters: (_, data) => holderParameter(data),
    change: (identities, data) => identities.deleteUser(data.user),
  }),
  iamStep({
    name: 'UpdateUser',
    data: fc.record({ user: userName, to: userName }),
    on: holderArn,
    parameters: (_, data) => ({ UserName: data.user, NewUserName: data.to }),
    change: (identities, data, _) => identities.renameUser(data.user, data.to),
  }),
  iamStep({
    name: 'CreateGroup',
    data: group,
    on: holderArn,
    parameters: (_, data) => holderParameter(data),
    change: (identities, data) => identities.createGroup(data.group),
  }),
  iamStep({
    name: 'DeleteGroup',
    data: group,
    on: holderArn,
    parameters: (_, data) => holderParameter(data),
    change: (identities, data) => identities.deleteGroup(data.group),
  }),
];

export const memberSteps = ['AddUserToGroup', 'RemoveUserFromGroup'].map((name) =>
  iamStep({
    name,
    data: fc.record({ user: userName, group: groupName }),
    on: (world, data) => world.groupArn(data.group),
    parameters: (_, data) => ({ UserName: data.user, GroupName: data.group }),
    change: (identities, data) =>
      name === 'AddUserToGroup'
        ? identities.addToGroup(data.user, data.group)
        : identities.removeFromGroup(data.user, data.group),
  }),
);

/** Which of the user's keys, or somebody else's. */
const keyed = fc.record({ user: userName, index: fc.nat({ max: 3 }) });

function keyId(world: World, index: number): string {
  const { keys } = world.identities;
  return keys[index % Math.max(keys.length, 1)]?.id ?? 'AKIAAAAAAAAAAAAAAAAA';
}

export const createAccessKey = iamStep({
  name: 'CreateAccessKey',
  data: user,
  on: holderArn,
  parameters: (_, data) => holderParameter(data),
  change: (identities, data, { body }) => {
    const [id = ''] = text(body, 'AccessKeyId');
    const [secret = ''] = text(body, 'SecretAccessKey');
    identities.createKey(data.user, id, secret);
  },
});

export const keySteps = [
  createAccessKey,
  iamStep({
    name: 'DeleteAccessKey',
    data: keyed,
    on: holderArn,
    parameters: (world, data) => ({
      UserName: data.user,
      AccessKeyId: keyId(world, data.index),
    }),
    change: (identities, data, _, world) =>
      identities.deleteKey(data.user, keyId(world, data.index)),
  }),
  iamStep({
    name: 'UpdateAccessKey',
    data: fc.record({ user: userName, index: fc.nat({ max: 3 }), active: fc.boolean() }),
    on: holderArn,
    parameters: (world, data) => ({
      UserName: data.user,
      AccessKeyId: keyId(world, data.index),
      Status: data.active ? 'Active' : 'Inactive',
    }),
    change: (identities, data, _, world) => {
      identities.keyOf(data.user, keyId(world, data.index)).active = data.active;
    },
  }),
];

/** The inline and attached policies of users, and the same of groups. */
function policiesOf(kind: 'User' | 'Group', named: fc.Arbitrary<Named>) {
  const inline = fc.tuple(named, inlineName, identityDocument);
  const attached = fc.tuple(named, policyName);
  const attachment = (world: World, [holder, name]: readonly [Named, string]) => ({
    ...holderParameter(holder),
    PolicyArn: world.policyArn(name),
  });
  return [
    iamStep({
      name: `Put${kind}Policy`,
      data: inline,
      on: (world, [holder]) => holderArn(world, holder),
      parameters: (world, [holder, PolicyName, draft]) => ({
        ...holderParameter(holder),
        PolicyName,
        PolicyDocument: documentOf(world, draft).text,
      }),
      change: (identities, [holder, name, draft], _, world) =>
        holderOf(identities, holder).putInline(name, documentOf(world, draft).document),
    }),
    iamStep({
      name: `Delete${kind}Policy`,
      data: fc.tuple(named, inlineName),
      on: (world, [holder]) => holderArn(world, holder),
      parameters: (_, [holder, PolicyName]) => ({ ...holderParameter(holder), PolicyName }),
      change: (identities, [holder, name]) => holderOf(identities, holder).deleteInline(name),
    }),
    iamStep({
      name: `Attach${kind}Policy`,
      data: attached,
      on: (world, [holder]) => holderArn(world, holder),
      parameters: attachment,
      change: (identities, [holder, name]) =>
        void holderOf(identities, holder).attached.add(identities.policy(name)),
    }),
    iamStep({
      name: `Detach${kind}Policy`,
      data: attached,
      on: (world, [holder]) => holderArn(world, holder),
      parameters: attachment,
      change: (identities, [holder, name]) =>
        holderOf(identities, holder).detach(identities.policy(name)),
    }),
  ];
}

export const holderPolicySteps = [...policiesOf('User', user), ...policiesOf('Group', group)];
