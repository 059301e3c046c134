import type { PolicyDocument, PolicyGrammar } from './policy-document.ts';
import { LineIndex, type Position } from './position.ts';
import { GrammarFault, readPolicy } from './read.ts';
import { type Fault, identityPolicyFault, keyPolicyFault, trustPolicyFault } from './validate.ts';
import { bucketPolicyFault, bucketPolicyGrammarMessage } from './validate-bucket-policy.ts';

export interface ParseOptions {
  /** The bucket that carries the policy: S3 refuses statements about other buckets. */
  readonly bucket?: string;
  /** For managed policies, which must be of Version 2012-10-17. */
  readonly managed?: boolean;
  /**
   * Accepts bucket policies whose actions or conditions fit none of their resources. S3 refuses
   * them; other servers, and so some test suites, do not.
   */
  readonly acceptUnusableStatements?: boolean;
}

export type ParsedPolicy =
  | { readonly ok: true; readonly document: PolicyDocument }
  | ({
      readonly ok: false;
      readonly code: 'MalformedPolicyDocument' | 'MalformedPolicy';
      readonly message: string;
    } & Position);

/** The longest policy text that the APIs take, in characters. */
export const MAX_POLICY_LENGTH = 131_072;

const SYNTAX_ERRORS = 'Syntax errors in policy.';

/**
 * Parses and validates a policy as AWS does when it is written: identity, trust and key policies
 * with IAM's rules and messages (MalformedPolicyDocument), resource policies with those of S3's bucket
 * policies (MalformedPolicy). The place of the first fault comes with the message.
 */
export function parsePolicy(
  text: string,
  kind: PolicyGrammar,
  options: ParseOptions = {},
): ParsedPolicy {
  const code = kind === 'resource' ? 'MalformedPolicy' : 'MalformedPolicyDocument';
  const refuse = (message: string, position: Position): ParsedPolicy => ({
    ok: false,
    code,
    message,
    ...position,
  });
  const unreadable = kind === 'resource' ? -1 : forbiddenCharacter(text);
  if (text.length > MAX_POLICY_LENGTH || unreadable !== -1) {
    const message =
      kind === 'resource' ? bucketPolicyGrammarMessage('json', '', text) : SYNTAX_ERRORS;
    return refuse(message, new LineIndex(text).positionAt(Math.max(0, unreadable)));
  }
  try {
    const policy = readPolicy(text);
    const fault = faultOf(policy, kind, options);
    if (fault !== undefined) return refuse(fault.message, fault.position);
    return { ok: true, document: policy.document };
  } catch (fault) {
    if (!(fault instanceof GrammarFault)) throw fault;
    const message =
      kind === 'resource'
        ? bucketPolicyGrammarMessage(fault.rule, fault.message, text)
        : SYNTAX_ERRORS;
    return refuse(message, new LineIndex(text).positionAt(fault.offset));
  }
}

function faultOf(
  policy: ReturnType<typeof readPolicy>,
  kind: PolicyGrammar,
  options: ParseOptions,
): Fault | undefined {
  if (kind === 'resource') return bucketPolicyFault(policy, options);
  if (kind === 'trust') return trustPolicyFault(policy);
  if (kind === 'key') return keyPolicyFault(policy);
  return identityPolicyFault(policy, options.managed ?? false);
}

/** IAM takes TAB, LF, CR and U+0020 to U+00FF in its policies. */
function forbiddenCharacter(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0xff || (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d)) return i;
  }
  return -1;
}

/**
 * The size of a policy as IAM's quotas count it: characters without white space (6,144 for a
 * managed policy, 2,048 / 5,120 / 10,240 for the inline policies of a user, group, role, 2,048 for
 * a trust policy).
 */
export function policySize(text: string): number {
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) size++;
  }
  return size;
}
