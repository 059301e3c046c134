import { list, optional, structure, text, timestamp } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { endOfNone, expectUser } from '../no-further-credentials.ts';
import { onUserOrCaller } from '../requirements.ts';
import { userName } from '../shapes/names.ts';
import { pageEnd, paging } from '../shapes/paging.ts';

const certificate = structure({
  UserName: text(),
  CertificateId: text(),
  CertificateBody: text(),
  Status: text(),
  UploadDate: timestamp('seconds'),
});

export const listSigningCertificates = defineOperation({
  name: 'ListSigningCertificates',
  summary: 'List the signing certificates of a user: none, as none can be uploaded.',
  input: { UserName: optional(userName), ...paging },
  output: { Certificates: list('member', certificate), ...pageEnd },
  errors: ['NoSuchEntity'],
  authorize: ({ UserName }, context) =>
    onUserOrCaller(context, 'iam:ListSigningCertificates', UserName),
  async handle(args) {
    await expectUser(args, args.input.UserName);
    return { Certificates: [], ...endOfNone };
  },
});
