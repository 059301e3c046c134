import { callerIdentity } from '../../client/caller-identity.ts';
import { iamClient, stsClient } from '../../client/identity-clients.ts';
import { applyGrantStep } from '../../grant/apply-grant.ts';
import { bucketWideActions } from '../../grant/grant-policy.ts';
import { readGrantState } from '../../grant/grant-state.ts';
import type { NewKey } from '../../grant/new-key.ts';
import {
  type GrantState,
  type GrantStep,
  type GrantWish,
  maxKeys,
  planGrant,
} from '../../grant/plan-grant.ts';
import { roleTemplates } from '../../grant/role-templates.ts';
import { confirm } from '../ask.ts';
import { type Command, CommandFailure, exitCodes, type Invocation } from '../command.ts';
import {
  chosenPolicy,
  grantNames,
  grantOptions,
  grantTopic,
  policyOptions,
} from '../grant-options.ts';
import { checkKeyFiles, deliverKey, keyFileOptions, keyFiles } from '../key-file-options.ts';
import { talking, toolConnection, toolConnectionOptions } from '../tool-connection.ts';

export const grant: Command = {
  name: 'grant',
  summary: 'Give a user a key that can do one kind of work in one bucket, and nothing else.',
  operands: 'BUCKET',
  description: [
    'Makes, or finds, a managed policy, a user (or a user in a group) and an access key, on any ' +
      'endpoint that speaks IAM, AWS included. The policy and the steps are shown, and nothing is ' +
      'written before it is confirmed. What is there already stays; run again, it does nothing.',
    `Roles: ${roleTemplates.map(({ name, summary }) => `${name} (${summary.replace(/\.$/, '')})`).join('; ')}; custom (the actions of --action).`,
    'The secret of a new key is printed once on standard output, or written to the files that are ' +
      'named. What it makes stands under the IAM path /strongroom/.',
  ],
  options: [
    ...grantOptions,
    ...policyOptions,
    { name: 'new-key', summary: 'Make a key even if the user has one.' },
    { name: 'yes', summary: 'Do not ask.' },
    { name: 'dry-run', summary: 'Show the policy and the steps, and write nothing.' },
    { name: 'json', summary: 'Print the new key as a JSON object.' },
    ...keyFileOptions,
    ...toolConnectionOptions,
  ],
  examples: [
    {
      line: 'strongroom grant site.example.net --role site-publisher --write-profile site',
      summary: 'A key that publishes a site, in a profile for AWS tools and strongroom sync',
    },
    {
      line: 'strongroom grant uploads --role rails-app --allow acl --prefix production --yes',
      summary: 'For an application with CarrierWave, in one folder of a bucket',
    },
    {
      line: 'strongroom grant backups --role backup-writer --ip 192.0.2.0/24 --dry-run',
      summary: 'Show what it would do',
    },
  ],
  run: (invocation) => talking(invocation, () => runGrant(invocation)),
};

async function runGrant(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation;
  const topic = grantTopic('grant', invocation);
  // Asked for before anything is sent, so that a slip of the hand costs nothing.
  const { template } = chosenPolicy(topic, 'aws', invocation);
  const connection = toolConnection(invocation, 'IAM');
  const sts = await stsClient(toolConnection(invocation, 'STS'));
  const caller = await callerIdentity(sts);
  const { document } = chosenPolicy(topic, caller.partition, invocation);
  const names = grantNames(topic, caller, invocation);
  const wish: GrantWish = { ...names, document, newKey: options.flag('new-key') };
  const iam = await iamClient(connection);
  const state = await readGrantState(iam, wish);
  const steps = planGrant(wish, state);
  terminal.error(`${document}\n`);
  const left = topic.prefix === undefined ? [] : bucketWideActions(template);
  if (left.length > 0) {
    terminal.error(`Not granted, because they reach beyond the prefix: ${left.join(', ')}\n`);
  }
  if (steps.length === 0) {
    terminal.error(`${wish.userName} has this grant already, and a key.\n`);
    return exitCodes.success;
  }
  for (const step of steps) terminal.error(`  ${describeStep(step)}\n`);
  const files = keyFiles(invocation, connection);
  if (steps.some(({ kind }) => kind === 'create-key')) {
    checkRoomForKey(wish, state);
    checkKeyFiles(files, false);
  }
  if (options.flag('dry-run')) return exitCodes.success;
  if (!options.flag('yes') && !(await confirm(terminal, 'Do this?'))) {
    throw new CommandFailure('nothing was written');
  }
  let key: NewKey | undefined;
  for (const step of steps) key = (await applyGrantStep(iam, step)) ?? key;
  if (key !== undefined) deliverKey(invocation, files, key, connection.endpoint);
  return exitCodes.success;
}

function checkRoomForKey({ userName }: GrantWish, { user }: GrantState): void {
  if ((user?.keys.length ?? 0) < maxKeys) return;
  const ids = user?.keys.map(({ id, isActive }) => `${id}${isActive ? '' : ' (inactive)'}`);
  throw new CommandFailure(
    `${userName} has ${maxKeys} access keys already, ${ids?.join(' and ')}: delete one first with ` +
      `aws iam delete-access-key --user-name ${userName} --access-key-id ID`,
  );
}

function describeStep(step: GrantStep): string {
  switch (step.kind) {
    case 'create-policy':
      return `create the policy ${step.name}`;
    case 'delete-policy-version':
      return `delete ${step.version}, the oldest version of the policy, to make room`;
    case 'update-policy':
      return `make this the new version of ${step.arn}`;
    case 'create-group':
      return `create the group ${step.group}`;
    case 'attach-to-group':
      return `attach the policy to the group ${step.group}`;
    case 'create-user':
      return `create the user ${step.user}`;
    case 'attach-to-user':
      return `attach the policy to the user ${step.user}`;
    case 'add-to-group':
      return `put ${step.user} into the group ${step.group}`;
    case 'create-key':
      return `create an access key for ${step.user}`;
  }
}
