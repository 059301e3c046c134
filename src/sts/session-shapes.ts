import { integer, list, optional, structure, text, timestamp } from '../operation/shape.ts';

/** Shapes that several operations of STS share, with the limits of its API reference. */

const namePattern = { pattern: /^[\w+=,.@-]*$/, patternText: '[\\w+=,.@-]*' };

export const roleArnText = text({ minLength: 20, maxLength: 2048 });
export const sessionName = text({ minLength: 2, maxLength: 64, ...namePattern });
export const federatedName = text({ minLength: 2, maxLength: 32, ...namePattern });
export const sourceIdentity = text({ minLength: 2, maxLength: 64, ...namePattern });
export const externalId = text({
  minLength: 2,
  maxLength: 1224,
  pattern: /^[\w+=,.@:/-]*$/,
  patternText: '[\\w+=,.@:\\/-]*',
});

/** The text of an inline session policy; its size is told in percent, not refused here. */
export const sessionPolicy = text({ minLength: 1 });
export const policyArns = list('member', structure({ arn: text({ minLength: 20 }) }), {
  maxItems: 10,
});

export const tagKey = text({ minLength: 1, maxLength: 128 });
export const sessionTags = list(
  'member',
  structure({ Key: tagKey, Value: text({ maxLength: 256 }) }),
  {
    maxItems: 50,
  },
);
export const transitiveTagKeys = list('member', tagKey, { maxItems: 50 });

const minSessionSeconds = 900;
const maxRoleSessionSeconds = 43_200;
const maxUserSessionSeconds = 129_600;
export const roleDuration = integer(minSessionSeconds, maxRoleSessionSeconds);
export const userDuration = integer(minSessionSeconds, maxUserSessionSeconds);

export const credentials = structure({
  AccessKeyId: text(),
  SecretAccessKey: text(),
  SessionToken: text(),
  Expiration: timestamp('seconds'),
});

export const assumedRoleUser = structure({ AssumedRoleId: text(), Arn: text() });

export const packedPolicySize = optional(integer());

/** Members of every answer with a session token, and of every request for one. */
export const tokenSizes = {
  SessionTokenUtilization: optional(integer()),
  SessionTokenSize: optional(integer()),
};
export const minimumTokenSize = optional(integer(0, 4_096));

export const serialNumber = text({
  minLength: 9,
  maxLength: 256,
  pattern: /^[\w+=/:,.@-]*$/,
  patternText: '[\\w+=/:,.@-]*',
});
export const tokenCode = text({
  minLength: 6,
  maxLength: 6,
  pattern: /^\d*$/,
  patternText: '[\\d]*',
});
export const providedContexts = list(
  'member',
  structure({
    ProviderArn: optional(text({ minLength: 20, maxLength: 2048 })),
    ContextAssertion: optional(text({ minLength: 4, maxLength: 2048 })),
  }),
  { maxItems: 5 },
);
export const webIdentityToken = text({ minLength: 4, maxLength: 20_000 });
