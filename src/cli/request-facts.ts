import { callerIdentity } from '../client/caller-identity.ts';
import { s3Client } from '../client/connection.ts';
import { isDenied } from '../client/failure.ts';
import { iamClient, stsClient } from '../client/identity-clients.ts';
import type { Explanation } from '../inspect/explanation.ts';
import { readBucketPolicies } from '../inspect/read-buckets.ts';
import { readHeldPolicies } from '../inspect/read-held-policies.ts';
import { callerAsSubject, namedSubject } from '../inspect/read-subject.ts';
import type { HeldPolicies, Subject } from '../inspect/subject.ts';
import { type CompiledPolicy, parseArn } from '../policy/index.ts';
import { text } from '../server/setting-values.ts';
import { CommandFailure, type CommandOption, type Invocation, UsageError } from './command.ts';
import { toolConnection } from './tool-connection.ts';

export const contextOption: CommandOption = {
  name: 'context',
  summary: 'A fact of the request, such as aws:SourceIp=192.0.2.1; may be repeated.',
  type: { ...text, placeholder: 'KEY=VALUE' },
  repeatable: true,
};

/** The facts by lower-case key; a key that is given again has several values. @throws UsageError */
export function givenContext({ options }: Invocation) {
  const facts = new Map<string, string | readonly string[]>();
  for (const given of options.texts.get(contextOption.name) ?? []) {
    const equals = given.indexOf('=');
    if (equals < 1) {
      throw new UsageError(`option --context: ${JSON.stringify(given)} is not KEY=VALUE`);
    }
    const key = given.slice(0, equals).toLowerCase();
    const value = given.slice(equals + 1);
    const before = facts.get(key);
    facts.set(key, before === undefined ? value : [before, value].flat());
  }
  return facts;
}

/** Somebody with all policies, as IAM tells them. */
export interface LiveSubject {
  readonly subject: Subject;
  readonly held: HeldPolicies;
}

/**
 * Reads who is meant, and what they hold.
 * @param who a user or role; neither: whoever asks
 * @returns undefined where IAM does not tell
 * @throws CommandFailure where there is nobody of that name
 */
export async function readLiveSubject(
  invocation: Invocation,
  who: { readonly user?: string | undefined; readonly role?: string | undefined },
): Promise<LiveSubject | undefined> {
  const caller = await callerIdentity(await stsClient(toolConnection(invocation, 'STS')));
  const iam = await iamClient(toolConnection(invocation, 'IAM'));
  const name = who.user ?? who.role;
  try {
    const subject =
      name === undefined
        ? callerAsSubject(caller)
        : await namedSubject(iam, caller, who.user === undefined ? 'role' : 'user', name);
    const held = await readHeldPolicies(iam, subject);
    if (held === undefined) throw new CommandFailure(`IAM tells no policies of ${subject.arn}`);
    return { subject, held };
  } catch (error) {
    if (isDenied(error)) return undefined;
    throw error;
  }
}

/** The policy of the bucket that an ARN is about, if it has one and it may be read. */
export async function readPolicyOf(
  invocation: Invocation,
  resource: string,
): Promise<CompiledPolicy | undefined> {
  const arn = parseArn(resource);
  const bucket = arn?.resource.split('/')[0] ?? '';
  if (arn?.service !== 's3' || bucket === '' || /[*?]/.test(bucket)) return undefined;
  const s3 = await s3Client(toolConnection(invocation, 'S3'));
  return (await readBucketPolicies(s3, [bucket])).policies.get(bucket);
}

/** An explanation for people. */
export function printExplanation(explanation: Explanation): string {
  const { allowed, because, policies, nearest, change } = explanation;
  const lines = [`${allowed ? 'Allowed' : 'Refused'}: ${because}`];
  lines.push(`Policies: ${policies.length === 0 ? 'none' : policies.join(', ')}`);
  if (nearest !== undefined) {
    lines.push(`Nearest:  ${nearest.name} (its ${nearest.failed}): ${nearest.detail}`);
  }
  if (change !== undefined) lines.push(`To allow: ${change}`);
  return `${lines.join('\n')}\n`;
}
