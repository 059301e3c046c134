import { list, optional, structure, text, timestamp } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { endOfNone, expectUser } from '../no-further-credentials.ts';
import { onUserOrCaller } from '../requirements.ts';
import { userName } from '../shapes/names.ts';
import { pageEnd, paging } from '../shapes/paging.ts';

const mfaDevice = structure({
  UserName: text(),
  SerialNumber: text(),
  EnableDate: timestamp('seconds'),
});

export const listMfaDevices = defineOperation({
  name: 'ListMFADevices',
  summary: 'List the MFA devices of a user: none, as none can be enabled.',
  input: { UserName: optional(userName), ...paging },
  output: { MFADevices: list('member', mfaDevice), ...pageEnd },
  errors: ['NoSuchEntity'],
  authorize: ({ UserName }, context) => onUserOrCaller(context, 'iam:ListMFADevices', UserName),
  async handle(args) {
    await expectUser(args, args.input.UserName);
    return { MFADevices: [], ...endOfNone };
  },
});
