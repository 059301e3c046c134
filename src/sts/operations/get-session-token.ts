import { optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { issueCredentials, refuseMfa } from '../issue.ts';
import {
  credentials,
  minimumTokenSize,
  serialNumber,
  tokenCode,
  tokenSizes,
  userDuration,
} from '../session-shapes.ts';

const defaultUserSeconds = 43_200;
/** Root's sessions last an hour, whatever was asked for. */
const rootSeconds = 3600;

export const getSessionToken = defineOperation({
  name: 'GetSessionToken',
  summary: 'Give temporary credentials of the calling user, or root, itself.',
  input: {
    DurationSeconds: optional(userDuration),
    SerialNumber: optional(serialNumber),
    TokenCode: optional(tokenCode),
    MinimumSessionTokenSize: minimumTokenSize,
  },
  output: { Credentials: credentials, ...tokenSizes },
  errors: ['AccessDenied', 'PackedPolicyTooLarge'],
  // AWS: no permission is required, and policies cannot take it away.
  anyCaller: true,
  authorize: () => [],
  async handle({ input, fail, ...context }) {
    refuseMfa(input, fail);
    const { principal } = context.caller;
    const isRoot = principal.kind === 'root';
    const asked = input.DurationSeconds ?? defaultUserSeconds;
    const session = {
      kind: 'session-token',
      accountId: principal.accountId,
      principalId: principal.userId,
      sessionName: '',
      policyArns: [],
      tags: [],
      transitiveTagKeys: [],
      chained: false,
      context: {},
    } as const;
    const settings = {
      durationSeconds: isRoot ? Math.min(asked, rootSeconds) : asked,
      minimumTokenSize: input.MinimumSessionTokenSize,
    };
    return issueCredentials(context, session, settings, fail);
  },
});
