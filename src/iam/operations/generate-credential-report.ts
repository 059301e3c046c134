import { oneOf, optional, text } from '../../operation/shape.ts';
import { reportLifetimeMs, writeCredentialReport } from '../credential-report.ts';
import { defineOperation } from '../define.ts';
import { onAccount } from '../requirements.ts';

export const generateCredentialReport = defineOperation({
  name: 'GenerateCredentialReport',
  summary: 'Make the credential report of the account, unless there is a fresh one.',
  input: {},
  output: { State: oneOf('STARTED', 'INPROGRESS', 'COMPLETE'), Description: optional(text()) },
  errors: [],
  authorize: () => onAccount('iam:GenerateCredentialReport'),
  async handle(args) {
    const { accountId, identities, clock } = args;
    const report = await identities.credentialReport(accountId);
    if (report !== undefined && clock() - report.generatedAtMs < reportLifetimeMs) {
      return { State: 'COMPLETE' };
    }
    const content = await writeCredentialReport(args);
    await identities.putCredentialReport(accountId, { generatedAtMs: clock(), content });
    return {
      State: 'STARTED',
      Description: 'No report exists. Starting a new report generation task',
    };
  },
});
