import { text, timestamp } from '../../operation/shape.ts';
import { reportLifetimeMs } from '../credential-report.ts';
import { defineOperation } from '../define.ts';
import { onAccount } from '../requirements.ts';

export const getCredentialReport = defineOperation({
  name: 'GetCredentialReport',
  summary: 'Return the credential report of the account.',
  input: {},
  output: {
    /** Base64, as every blob of the Query protocol. */
    Content: text(),
    ReportFormat: text(),
    GeneratedTime: timestamp('seconds'),
  },
  errors: ['ReportExpired', 'ReportNotPresent'],
  authorize: () => onAccount('iam:GetCredentialReport'),
  async handle({ accountId, identities, clock, fail }) {
    const report = await identities.credentialReport(accountId);
    if (report === undefined) return fail('ReportNotPresent');
    if (clock() - report.generatedAtMs >= reportLifetimeMs) return fail('ReportExpired');
    return {
      Content: Buffer.from(report.content, 'utf8').toString('base64'),
      ReportFormat: 'text/csv',
      GeneratedTime: report.generatedAtMs,
    };
  },
});
