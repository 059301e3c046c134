import type { CredentialReport } from '../inspect/inspect.ts';
import type { Subject } from '../inspect/subject.ts';
import type { PolicySource } from '../policy/index.ts';

/** What a user or a role may have in inline policies, without white space. */
const maxInlineLength = { user: 2048, role: 10_240 } as const;
/** The name of the policy that takes the place of others. */
const policyName = 'observed-activity';

/** The commands that give somebody one policy in the place of all that they hold. */
export function replacementCommands(
  { subject, policies = [] }: CredentialReport,
  document: string | undefined,
): string[] {
  if (subject.kind !== 'user' && subject.kind !== 'role') return [];
  const taken = policies.filter(({ arn, name }) => arn !== undefined || name !== policyName);
  return [
    ...(document === undefined ? [] : givePolicy(subject, subject.kind, document)),
    ...taken.map((policy) => takeAway(policy, subject)),
  ];
}

function givePolicy(
  { name, partition, accountId }: Subject,
  kind: 'user' | 'role',
  document: string,
): string[] {
  const compact = JSON.stringify(JSON.parse(document));
  const holder = `--${kind}-name ${name}`;
  const text = `--policy-document ${quoted(compact)}`;
  if (compact.length <= maxInlineLength[kind]) {
    return [`aws iam put-${kind}-policy ${holder} --policy-name ${policyName} ${text}`];
  }
  const own = `${policyName}-${name}`;
  const arn = `arn:${partition}:iam::${accountId}:policy/${own}`;
  return [
    `aws iam create-policy --policy-name ${own} ${text}`,
    `aws iam attach-${kind}-policy ${holder} --policy-arn ${arn}`,
  ];
}

/** The command that takes a policy away, with the group where it comes by one. */
export function takeAway({ arn, name, attachedTo = '' }: PolicySource, subject: Subject): string {
  const [kind, holder] = attachedTo.split(' ');
  if (kind === 'group') {
    return `aws iam remove-user-from-group --user-name ${subject.name} --group-name ${holder}`;
  }
  const whose = `--${subject.kind}-name ${subject.name}`;
  return arn === undefined
    ? `aws iam delete-${subject.kind}-policy ${whose} --policy-name ${name}`
    : `aws iam detach-${subject.kind}-policy ${whose} --policy-arn ${arn}`;
}

/** One word for a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
