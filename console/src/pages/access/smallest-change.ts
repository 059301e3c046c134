import type { RecordedDecision, RecordedEvent } from '../../api/cloudtrail/events.ts';
import type { Holder } from '../../api/iam/policies.ts';

/** What would let a refused request through, as far as its record tells. */
export type SmallestChange =
  /** A statement that the policies of a user or a role lack. */
  | {
      readonly kind: 'allow';
      readonly holder: Holder;
      readonly arn: string;
      readonly policy: string;
    }
  | { readonly kind: 'explain'; readonly text: string };

/** A name is allowed as it is: a key with a star must not become a pattern. */
const literal = (resource: string) => resource.replaceAll(/[*?$]/g, (sign) => `\${${sign}}`);

function allowing({ action, resource }: RecordedDecision): string {
  const Resource = resource === '*' ? '*' : literal(resource);
  const Statement = [{ Effect: 'Allow', Action: action, Resource }];
  return JSON.stringify({ Version: '2012-10-17', Statement }, null, 2);
}

/** The decision that refused; undefined where the request was refused for another reason. */
export function refusalOf({ decisions }: RecordedEvent): RecordedDecision | undefined {
  return decisions.find(({ allowed }) => !allowed);
}

/** Whose policies speak for a caller: the user's own, or those of the role of a session. */
function holderOf({ userName, principalArn, roleArn }: RecordedEvent) {
  if (roleArn !== '') {
    const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
    return { holder: { kind: 'Role', name } as const, arn: roleArn };
  }
  if (userName === '') return undefined;
  return { holder: { kind: 'User', name: userName } as const, arn: principalArn };
}

/** The smallest change that would allow what was refused. */
export function smallestChange(event: RecordedEvent): SmallestChange {
  const refusal = refusalOf(event);
  if (refusal === undefined) return { kind: 'explain', text: event.errorMessage };
  const { reason, lacking, policy, statement, action } = refusal;
  if (reason === 'explicit-deny') {
    const text = `Statement ${statement} of ${policy} denies it. An Allow elsewhere changes nothing: the Deny has to become narrower.`;
    return { kind: 'explain', text };
  }
  if (lacking !== 'identity' && lacking !== '') {
    const text = `No ${lacking} policy allows ${action}. That policy limits what others grant, so it has to allow it too.`;
    return { kind: 'explain', text };
  }
  const held = holderOf(event);
  if (held === undefined) {
    const text = `The policies of ${event.principalArn || 'an anonymous caller'} do not allow ${action} on ${refusal.resource}.`;
    return { kind: 'explain', text };
  }
  return { kind: 'allow', ...held, policy: allowing(refusal) };
}
