import { list, optional, structure, text, timestamp } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { endOfNone, expectUser } from '../no-further-credentials.ts';
import { onUserOrCaller } from '../requirements.ts';
import { userName } from '../shapes/names.ts';
import { pageEnd, paging } from '../shapes/paging.ts';

const sshPublicKey = structure({
  UserName: text(),
  SSHPublicKeyId: text(),
  Status: text(),
  UploadDate: timestamp('seconds'),
});

export const listSshPublicKeys = defineOperation({
  name: 'ListSSHPublicKeys',
  summary: 'List the SSH keys of a user: none, as none can be uploaded.',
  input: { UserName: optional(userName), ...paging },
  output: { SSHPublicKeys: list('member', sshPublicKey), ...pageEnd },
  errors: ['NoSuchEntity'],
  authorize: ({ UserName }, context) => onUserOrCaller(context, 'iam:ListSSHPublicKeys', UserName),
  async handle(args) {
    await expectUser(args, args.input.UserName);
    return { SSHPublicKeys: [], ...endOfNone };
  },
});
