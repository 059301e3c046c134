import { parseIamArn } from '../identity/arns.ts';
import { type SessionGrant, sessionTokenLengthLimit } from '../identity/session-token.ts';
import type { Fail } from '../operation/operation.ts';
import type { Infer } from '../operation/shape.ts';
import { parsePolicy, policySize } from '../policy/index.ts';
import type { Tag } from '../store/identities.ts';
import type { StsContext } from './define.ts';
import type { credentials } from './session-shapes.ts';

/** Characters of an inline session policy ("AssumeRole", Policy). */
const sessionPolicyLimit = 2048;

type NewSession = Omit<
  SessionGrant,
  'accessKeyId' | 'secretAccessKey' | 'issuedAtMs' | 'expiresAtMs'
>;

interface TokenSettings {
  readonly durationSeconds: number;
  readonly minimumTokenSize?: number | undefined;
}

interface Issued {
  readonly Credentials: Infer<typeof credentials>;
  readonly PackedPolicySize: number | undefined;
  readonly SessionTokenUtilization: number;
  readonly SessionTokenSize: number;
}

/**
 * Makes temporary credentials. They are stored nowhere: the token carries everything, sealed.
 * @throws ServiceError PackedPolicyTooLarge
 */
export function issueCredentials(
  { sessionTokens, ids, clock }: StsContext,
  session: NewSession,
  { durationSeconds, minimumTokenSize }: TokenSettings,
  fail: Fail<'PackedPolicyTooLarge'>,
): Issued {
  const issuedAtMs = clock();
  const grant: SessionGrant = {
    ...session,
    accessKeyId: ids.temporaryKeyId(session.accountId),
    secretAccessKey: ids.secretAccessKey(),
    issuedAtMs,
    expiresAtMs: issuedAtMs + durationSeconds * 1000,
  };
  const issued = sessionTokens.issue(grant, minimumTokenSize);
  if (issued.outcome === 'too-large') {
    return fail('PackedPolicyTooLarge', {
      message: `Serialized token too large for session: ${issued.packedPercent}% of the space for policies and tags is used.`,
    });
  }
  return {
    Credentials: {
      AccessKeyId: grant.accessKeyId,
      SecretAccessKey: grant.secretAccessKey,
      SessionToken: issued.token,
      Expiration: grant.expiresAtMs,
    },
    PackedPolicySize: issued.packedPercent === 0 ? undefined : issued.packedPercent,
    SessionTokenUtilization: Math.ceil((issued.token.length * 100) / sessionTokenLengthLimit),
    SessionTokenSize: issued.token.length,
  };
}

/**
 * There are no MFA devices here, so no code of one can be right.
 * @throws ServiceError AccessDenied
 */
export function refuseMfa(
  given: { readonly SerialNumber?: string | undefined; readonly TokenCode?: string | undefined },
  fail: Fail<'AccessDenied'>,
): void {
  if (given.SerialNumber === undefined && given.TokenCode === undefined) return;
  fail('AccessDenied', {
    message:
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
  });
}

/** @throws ServiceError MalformedPolicyDocument, PackedPolicyTooLarge for an inline session policy */
export function checkSessionPolicy(
  policy: string | undefined,
  fail: Fail<'MalformedPolicyDocument' | 'PackedPolicyTooLarge'>,
): void {
  if (policy === undefined) return;
  const parsed = parsePolicy(policy, 'identity');
  if (!parsed.ok) fail('MalformedPolicyDocument', { message: parsed.message });
  const size = policySize(policy);
  if (size > sessionPolicyLimit) {
    const percent = Math.ceil((size * 100) / sessionPolicyLimit);
    fail('PackedPolicyTooLarge', {
      message: `The session policy takes ${percent}% of the ${sessionPolicyLimit} characters that it may have.`,
    });
  }
}

/**
 * Managed policies of a session are of its own account, or AWS's ("AssumeRole", PolicyArns). One
 * that is not there allows nothing.
 * @throws ServiceError ValidationError
 */
export function readPolicyArns(
  given: readonly { readonly arn: string }[] = [],
  accountId: string,
  fail: Fail<'ValidationError'>,
): readonly string[] {
  return given.map(({ arn }) => {
    const { kind, accountId: owner } = parseIamArn(arn) ?? {};
    if (kind === 'policy' && (owner === accountId || owner === 'aws')) return arn;
    return fail('ValidationError', { message: `${arn} is no policy of this account.` });
  });
}

/** @throws ServiceError ValidationError for a transitive key that no tag of the request has */
export function checkTransitiveKeys(
  keys: readonly string[],
  tags: readonly Tag[],
  fail: Fail<'ValidationError'>,
): void {
  const known = new Set(tags.map(({ key }) => key.toLowerCase()));
  if (keys.every((key) => known.has(key.toLowerCase()))) return;
  fail('ValidationError', {
    message: 'The specified transitive tag key must be included in the requested tags.',
  });
}

interface TagInput {
  readonly Key: string;
  readonly Value: string;
}

/** @throws ServiceError InvalidInput when two tags have the same key in whichever case */
export function readSessionTags(
  tags: readonly TagInput[] = [],
  fail: Fail<'InvalidInput'>,
): readonly Tag[] {
  const seen = new Set<string>();
  for (const { Key } of tags) {
    const folded = Key.toLowerCase();
    if (seen.has(folded)) {
      fail('InvalidInput', {
        message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      });
    }
    seen.add(folded);
  }
  return tags.map(({ Key, Value }) => ({ key: Key, value: Value }));
}

/** `aws:RequestTag/*`, `aws:TagKeys`, `sts:TransitiveTagKeys` and the rest that trust policies test. */
export function sessionFacts(session: {
  readonly tags?: readonly TagInput[] | undefined;
  readonly transitive?: readonly string[] | undefined;
  readonly roleSessionName?: string | undefined;
  readonly externalId?: string | undefined;
  readonly sourceIdentity?: string | undefined;
}): ReadonlyMap<string, string | readonly string[]> {
  const facts = new Map<string, string | readonly string[]>();
  const { tags = [], transitive = [] } = session;
  for (const { Key, Value } of tags) facts.set(`aws:requesttag/${Key.toLowerCase()}`, Value);
  if (tags.length > 0)
    facts.set(
      'aws:tagkeys',
      tags.map(({ Key }) => Key),
    );
  if (transitive.length > 0) facts.set('sts:transitivetagkeys', transitive);
  const single = {
    'sts:rolesessionname': session.roleSessionName,
    'sts:externalid': session.externalId,
    'sts:sourceidentity': session.sourceIdentity,
  };
  for (const [key, value] of Object.entries(single)) if (value !== undefined) facts.set(key, value);
  return facts;
}
