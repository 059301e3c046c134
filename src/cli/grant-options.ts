import type { CallerIdentity } from '../client/caller-identity.ts';
import { customRole } from '../grant/custom-role.ts';
import { defaultUserName, grantPolicyArn, policyName } from '../grant/grant-names.ts';
import { type GrantPlace, grantPolicy } from '../grant/grant-policy.ts';
import type { RoleTemplate } from '../grant/role-template.ts';
import { extras, roleTemplates } from '../grant/role-templates.ts';
import { suggestion } from '../policy/analyse/suggestion.ts';
import { choice, network, text } from '../server/setting-values.ts';
import { type CommandOption, type Invocation, UsageError } from './command.ts';

const roleNames = [...roleTemplates.map(({ name }) => name), 'custom'];
const roleType = choice(...roleNames);

const named = { ...text, placeholder: 'NAME' };

/** The options that say which grant it is. */
export const grantOptions: readonly CommandOption[] = [
  {
    name: 'role',
    summary: 'What the user is to do.',
    type: { ...roleType, placeholder: 'ROLE' },
    required: true,
  },
  {
    name: 'prefix',
    summary: 'Only the objects under this folder of the bucket.',
    type: { ...text, placeholder: 'FOLDER' },
  },
  { name: 'user', summary: 'The user.', type: named, defaultText: 'named after bucket and role' },
  {
    name: 'group',
    summary: 'Give the policy to this group, and put the user into it.',
    type: named,
    defaultText: 'the policy is given to the user',
  },
];

/** The options that make the policy of a role wider or narrower. */
export const policyOptions: readonly CommandOption[] = [
  {
    name: 'allow',
    summary: `Something further: ${extras.map(({ name, summary }) => `${name} (${summary})`).join('; ')}. May be repeated.`,
    type: { ...text, placeholder: 'ABILITY' },
    repeatable: true,
  },
  {
    name: 'action',
    summary: 'An action of --role custom, such as s3:GetObject; may be repeated.',
    type: { ...text, placeholder: 'ACTION' },
    repeatable: true,
  },
  {
    name: 'ip',
    summary: 'Only from this network; may be repeated.',
    type: network,
    repeatable: true,
  },
];

/** Names of buckets: their rules are S3's to judge, but none of these characters is in one. */
const bucketPattern = /^[A-Za-z0-9._-]{3,255}$/;

/** What every one of the commands is about. */
export interface GrantTopic {
  readonly bucket: string;
  readonly role: string;
  /** With a slash at its end. */
  readonly prefix: string | undefined;
}

/** @throws UsageError naming what is missing or cannot be */
export function grantTopic(command: string, { options, operands }: Invocation): GrantTopic {
  const [bucket, ...more] = operands;
  if (bucket === undefined || more.length > 0) {
    throw new UsageError(`${command} takes one bucket: strongroom ${command} BUCKET --role ROLE`);
  }
  if (!bucketPattern.test(bucket)) {
    throw new UsageError(`${JSON.stringify(bucket)} is no name of a bucket`);
  }
  const role = options.text('role') ?? '';
  if (!roleNames.includes(role)) {
    const hint = suggestion(role, roleNames);
    throw new UsageError(
      `option --role: ${JSON.stringify(role)} is not ${roleType.expectation}${hint}`,
    );
  }
  const prefix = options.text('prefix')?.replace(/^\/+/, '').replace(/\/*$/, '/');
  return { bucket, role, prefix: prefix === '/' ? undefined : prefix };
}

/** The template that the options describe. @throws UsageError */
export function chosenTemplate({ role }: GrantTopic, { options }: Invocation): RoleTemplate {
  const allowed = options.texts.get('allow') ?? [];
  const actions = options.texts.get('action') ?? [];
  if (role === 'custom') {
    if (actions.length === 0) {
      throw new UsageError('--role custom needs its actions: --action s3:GetObject ...');
    }
    const custom = customRole(actions);
    if (!custom.ok) {
      throw new UsageError(`option --action: ${custom.action}: ${custom.reason}`);
    }
    return custom.template;
  }
  if (actions.length > 0) throw new UsageError('--action is for --role custom alone');
  const template = roleTemplates.find(({ name }) => name === role);
  if (template === undefined) throw new UsageError(`there is no role ${role}`);
  const added = allowed.map((name) => {
    const extra = extras.find((one) => one.name === name && template.extras.includes(name));
    if (extra !== undefined) return extra.statement;
    const known = template.extras.join(', ');
    throw new UsageError(`option --allow: ${role} takes ${known}, and no ${JSON.stringify(name)}`);
  });
  return { ...template, statements: [...template.statements, ...added] };
}

/** The names of a grant's policy and user. */
export function grantNames(topic: GrantTopic, caller: CallerIdentity, { options }: Invocation) {
  const name = policyName(topic.role, topic);
  return {
    policyName: name,
    policyArn: grantPolicyArn(caller.partition, caller.accountId, name),
    userName: options.text('user') ?? defaultUserName(topic.role, topic),
    groupName: options.text('group'),
  };
}

/** The text of the policy that the options ask for. @throws UsageError */
export function chosenPolicy(topic: GrantTopic, partition: string, invocation: Invocation) {
  const networks = (invocation.options.texts.get('ip') ?? []).map((given) => {
    const read = network.read(given, { folder: '' });
    if (read !== undefined) return read;
    throw new UsageError(`option --ip: ${JSON.stringify(given)} is not ${network.expectation}`);
  });
  const template = chosenTemplate(topic, invocation);
  const place: GrantPlace = { partition, bucket: topic.bucket, prefix: topic.prefix, networks };
  return { template, document: grantPolicy(template, place) };
}
