import type { IAMClient } from '@aws-sdk/client-iam';
import { iamClient, stsClient } from '../../client/identity-clients.ts';
import type { NewKey } from '../../grant/new-key.ts';
import { beginRotation, retireKeys } from '../../grant/rotate-key.ts';
import { text } from '../../server/setting-values.ts';
import { confirm } from '../ask.ts';
import {
  type Command,
  CommandFailure,
  exitCodes,
  type Invocation,
  UsageError,
} from '../command.ts';
import { checkKeyFiles, deliverKey, keyFileOptions, keyFiles } from '../key-file-options.ts';
import { talking, toolConnection, toolConnectionOptions } from '../tool-connection.ts';

export const rotate: Command = {
  name: 'rotate',
  summary: 'Make a new access key, prove that it works, and take the old one out of use.',
  description: [
    'Without --user it is the key of the user who asks. The old key is made inactive, so that it ' +
      'can come back where somebody still uses it; --delete-old deletes it, and --keep-old leaves ' +
      'it in use. If the new key does not work it is deleted, and the old one stays as it is.',
  ],
  options: [
    {
      name: 'user',
      summary: 'The user whose key it is.',
      type: { ...text, placeholder: 'NAME' },
      defaultText: 'the user who asks',
    },
    { name: 'keep-old', summary: 'Leave the old key in use.' },
    { name: 'delete-old', summary: 'Delete the old key.' },
    { name: 'yes', summary: 'Do not ask.' },
    { name: 'json', summary: 'Print the new key as a JSON object.' },
    ...keyFileOptions,
    ...toolConnectionOptions,
  ],
  examples: [
    {
      line: 'strongroom rotate --profile site --write-profile site',
      summary: 'Rotate the key of a profile, in place',
    },
    {
      line: 'strongroom rotate --user rails-app --write-env .env --yes',
      summary: "As an administrator, another user's",
    },
  ],
  run: (invocation) => talking(invocation, () => runRotate(invocation)),
};

async function runRotate(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation;
  if (options.flag('keep-old') && options.flag('delete-old')) {
    throw new UsageError('--keep-old and --delete-old exclude each other');
  }
  const userName = options.text('user');
  const connection = toolConnection(invocation, 'IAM');
  const files = keyFiles(invocation, connection);
  checkKeyFiles(files, true);
  const whose = userName ?? 'the user who asks';
  if (!options.flag('yes') && !(await confirm(terminal, `Make a new key for ${whose}?`))) {
    throw new CommandFailure('nothing was written');
  }
  const iam = await iamClient(connection);
  const stsFor = (key: NewKey) =>
    stsClient({ ...toolConnection(invocation, 'STS'), profile: undefined, credentials: key });
  const start = await beginRotation(iam, userName, stsFor);
  switch (start.outcome) {
    case 'full': {
      const which = start.inactive ?? 'ID';
      throw new CommandFailure(
        `there is no room for a further key beside ${start.keyIds.join(' and ')}; delete one: ` +
          `aws iam delete-access-key --access-key-id ${which}` +
          `${userName === undefined ? '' : ` --user-name ${userName}`}`,
      );
    }
    case 'does-not-work':
      throw new CommandFailure(
        `the new key ${start.key.accessKeyId} was refused (${start.code}) and is deleted again; ` +
          'the old key is in use as before',
      );
    case 'made': {
      deliverKey(invocation, files, start.key, connection.endpoint);
      await retire(invocation, iam, start);
      return exitCodes.success;
    }
  }
}

async function retire(
  invocation: Invocation,
  iam: IAMClient,
  { key, oldKeyIds }: { readonly key: NewKey; readonly oldKeyIds: readonly string[] },
): Promise<void> {
  const { options, terminal } = invocation;
  if (options.flag('keep-old') || oldKeyIds.length === 0) return;
  const how = options.flag('delete-old') ? 'delete' : 'deactivate';
  const own = options.text('user') ?? (key.userName === '' ? undefined : key.userName);
  await retireKeys(iam, own, oldKeyIds, how);
  const what = how === 'delete' ? 'Deleted' : 'Made inactive:';
  terminal.error(`${what} ${oldKeyIds.join(', ')}\n`);
}
