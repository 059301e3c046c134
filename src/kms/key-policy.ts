import { keyPolicyName, maxKeyPolicyBytes } from '../identity/key-policy.ts';
import { bindPrincipals } from '../identity/principal-binding.ts';
import { compileKeyPolicy } from '../operation/key-access.ts';
import type { Fail } from '../operation/operation.ts';
import { decide, parsePolicy } from '../policy/index.ts';
import type { KmsContext } from './define.ts';

interface PolicyWish {
  readonly text: string;
  /** The ARN of the key; a new one has none yet. */
  readonly arn: string;
  readonly bypassesCheck: boolean;
}

type PolicyFail = Fail<
  'LimitExceededException' | 'MalformedPolicyDocumentException' | 'UnsupportedOperationException'
>;

/**
 * A policy as it is kept: the principals in it bound to their unique ids.
 * @throws ServiceError MalformedPolicyDocumentException for what is no policy, names nobody who is
 *   there, or would lock its author out; LimitExceededException
 */
export async function acceptKeyPolicy(
  context: KmsContext,
  { text, arn, bypassesCheck }: PolicyWish,
  fail: PolicyFail,
): Promise<string> {
  if (Buffer.byteLength(text) > maxKeyPolicyBytes) {
    fail('LimitExceededException', {
      message: `A key policy may have ${maxKeyPolicyBytes} bytes at most.`,
    });
  }
  const parsed = parsePolicy(text, 'key');
  if (!parsed.ok) fail('MalformedPolicyDocumentException', { message: parsed.message });
  const bound = await bindPrincipals(text, context.principals);
  if (bound.outcome === 'unknown-principal') {
    return fail('MalformedPolicyDocumentException', {
      message: `Policy contains a statement with one or more invalid principals: ${bound.arn}`,
    });
  }
  if (!bypassesCheck && !mayPutAgain(context, bound.text, arn)) {
    fail('MalformedPolicyDocumentException', {
      message: 'The new key policy will not allow you to update the key policy in the future.',
    });
  }
  return bound.text;
}

/** The lockout safety check of "PutKeyPolicy", of the KMS API reference. */
function mayPutAgain({ caller, accountId }: KmsContext, text: string, arn: string): boolean {
  const policies = caller.credential?.policies;
  const { allowed } = decide(
    {
      action: 'kms:PutKeyPolicy',
      resource: arn,
      resourceAccountId: accountId,
      principal: caller.principal,
      context: (key) => (key === 'kms:calleraccount' ? accountId : undefined),
    },
    {
      identity: policies?.identity ?? [],
      boundary: policies?.boundary,
      session: policies?.session,
      resource: compileKeyPolicy(arn, text),
      resourceMustAllow: true,
    },
  );
  return allowed;
}

/** @throws ServiceError NotFoundException */
export function checkPolicyName(name: string | undefined, fail: Fail<'NotFoundException'>): void {
  if (name !== undefined && name !== keyPolicyName) {
    fail('NotFoundException', { message: 'No such policy exists' });
  }
}
