import { list, oneOf, optional, structure, text, timestamp } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { endOfNone } from '../no-further-credentials.ts';
import { onAccount } from '../requirements.ts';
import { pageEnd, paging } from '../shapes/paging.ts';

const virtualDevice = structure({
  SerialNumber: text(),
  EnableDate: optional(timestamp('seconds')),
});

export const listVirtualMfaDevices = defineOperation({
  name: 'ListVirtualMFADevices',
  summary: 'List the virtual MFA devices of the account: none, as none can be made.',
  input: { AssignmentStatus: optional(oneOf('Assigned', 'Unassigned', 'Any')), ...paging },
  output: { VirtualMFADevices: list('member', virtualDevice), ...pageEnd },
  errors: [],
  authorize: () => onAccount('iam:ListVirtualMFADevices'),
  async handle() {
    return { VirtualMFADevices: [], ...endOfNone };
  },
});
