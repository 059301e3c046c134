import { callerIdentity } from '../../client/caller-identity.ts';
import { iamClient, stsClient } from '../../client/identity-clients.ts';
import { applyRevokeStep } from '../../grant/apply-revoke.ts';
import { planRevoke, type RevokeStep } from '../../grant/plan-revoke.ts';
import { readRevokeState } from '../../grant/revoke-state.ts';
import { confirm } from '../ask.ts';
import {
  type Command,
  CommandFailure,
  type CommandOption,
  exitCodes,
  type Invocation,
} from '../command.ts';
import { grantNames, grantOptions, grantTopic } from '../grant-options.ts';
import { talking, toolConnection, toolConnectionOptions } from '../tool-connection.ts';

const everybody = { defaultText: 'everybody who has it' } as const;

/** What the options of a grant say here. */
const inRevoke = new Map<string, Partial<CommandOption>>([
  ['role', { summary: 'The role that was granted.' }],
  ['prefix', { summary: 'The folder that the grant was held to.' }],
  ['user', { summary: 'Only from this user.', ...everybody }],
  ['group', { summary: 'Only from this group.', ...everybody }],
]);

export const revoke: Command = {
  name: 'revoke',
  summary: 'Take back what grant gave.',
  operands: 'BUCKET',
  description: [
    'Takes the policy of the grant from a user, from a group, or from everybody who has it. What ' +
      'grant made and has nothing left to do is deleted: the policy, the group, and the user with ' +
      'its keys. Users and groups that were there before stay, and keep all else that they have. ' +
      'The steps are shown, and nothing is written before it is confirmed.',
  ],
  options: [
    ...grantOptions.map((option) => ({ ...option, ...inRevoke.get(option.name) })),
    { name: 'yes', summary: 'Do not ask.' },
    { name: 'dry-run', summary: 'Show the steps, and write nothing.' },
    ...toolConnectionOptions,
  ],
  examples: [
    {
      line: 'strongroom revoke site.example.net --role site-publisher',
      summary: 'From everybody who has it',
    },
    {
      line: 'strongroom revoke site.example.net --role site-publisher --user ci --group publishers',
      summary: 'Take one user out of the group that has it',
    },
  ],
  run: (invocation) => talking(invocation, () => runRevoke(invocation)),
};

async function runRevoke(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation;
  const topic = grantTopic('revoke', invocation);
  const caller = await callerIdentity(await stsClient(toolConnection(invocation, 'STS')));
  const { policyArn, policyName } = grantNames(topic, caller, invocation);
  const iam = await iamClient(toolConnection(invocation, 'IAM'));
  const state = await readRevokeState(iam, policyArn);
  if (state.policy === undefined) {
    terminal.error(`There is no grant of this kind: no policy ${policyName}.\n`);
    return exitCodes.success;
  }
  const wish = { policyArn, userName: options.text('user'), groupName: options.text('group') };
  const steps = planRevoke(wish, state);
  if (steps.length === 0) {
    const groups = state.groups.map(({ name }) => name).join(', ');
    const hint = groups === '' ? '' : ` Groups that have it: ${groups} (name one with --group).`;
    terminal.error(`Nobody of that name has the grant.${hint}\n`);
    return exitCodes.success;
  }
  for (const step of steps) terminal.error(`  ${describeStep(step)}\n`);
  if (options.flag('dry-run')) return exitCodes.success;
  if (!options.flag('yes') && !(await confirm(terminal, 'Do this?'))) {
    throw new CommandFailure('nothing was written');
  }
  for (const step of steps) await applyRevokeStep(iam, step);
  return exitCodes.success;
}

function describeStep(step: RevokeStep): string {
  switch (step.kind) {
    case 'detach-from-user':
      return `detach the policy from the user ${step.user}`;
    case 'detach-from-group':
      return `detach the policy from the group ${step.group}`;
    case 'remove-from-group':
      return `take ${step.user} out of the group ${step.group}`;
    case 'delete-key':
      return `delete the access key ${step.keyId} of ${step.user}`;
    case 'delete-user':
      return `delete the user ${step.user}`;
    case 'delete-group':
      return `delete the group ${step.group}`;
    case 'delete-version':
      return `delete version ${step.version} of the policy`;
    case 'delete-policy':
      return `delete the policy ${step.arn}`;
  }
}
