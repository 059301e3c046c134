import { boolean, list, optional, structure, text, timestamp } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { endOfNone, expectUser } from '../no-further-credentials.ts';
import { onUserOrCaller } from '../requirements.ts';
import { userName } from '../shapes/names.ts';
import { pageEnd, paging } from '../shapes/paging.ts';

const credential = structure({
  UserName: text(),
  Status: text(),
  CreateDate: timestamp('seconds'),
  ServiceSpecificCredentialId: text(),
  ServiceName: text(),
});

export const listServiceSpecificCredentials = defineOperation({
  name: 'ListServiceSpecificCredentials',
  summary: 'List the credentials of a user for single services: none, as none can be made.',
  input: {
    UserName: optional(userName),
    ServiceName: optional(text()),
    AllUsers: optional(boolean()),
    ...paging,
  },
  output: { ServiceSpecificCredentials: list('member', credential), ...pageEnd },
  errors: ['NoSuchEntity'],
  authorize: ({ UserName }, context) =>
    onUserOrCaller(context, 'iam:ListServiceSpecificCredentials', UserName),
  async handle(args) {
    if (args.input.AllUsers !== true) await expectUser(args, args.input.UserName);
    return { ServiceSpecificCredentials: [], ...endOfNone };
  },
});
