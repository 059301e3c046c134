import type { Statement } from '../document/policy-document.ts';
import type { CompiledPolicy, PolicySource } from './compile.ts';

/** The kinds of policy that take part in a decision. */
export type PolicyRole = 'identity' | 'resource' | 'trust' | 'boundary' | 'session';

export type Reason =
  /** A statement grants or refuses. */
  | {
      readonly type: 'explicit-allow' | 'explicit-deny';
      readonly policy: PolicySource;
      readonly statement: Statement;
    }
  /** The root user in its own account. */
  | { readonly type: 'root' }
  /** An access control list grants (S3). */
  | { readonly type: 'access-control-list' }
  /** Policies of this kind had to allow, and none did. */
  | { readonly type: 'implicit-deny'; readonly lacking: PolicyRole };

export interface Decision {
  readonly allowed: boolean;
  readonly reason: Reason;
}

/** Everything that has a say about one request. */
export interface PolicySet {
  /** The managed and inline policies of the user and its groups, or of the role. */
  readonly identity: readonly CompiledPolicy[];
  readonly boundary?: CompiledPolicy | undefined;
  /**
   * The session policies; any may allow. Undefined when the session was made without, but an empty
   * list for a federated user without: such a session may do nothing of itself.
   */
  readonly session?: readonly CompiledPolicy[] | undefined;
  /** The policy of the bucket, or the trust policy of the role. */
  readonly resource?: CompiledPolicy | undefined;
  /**
   * What an access control list of the resource grants: to the caller's account, or to everyone.
   */
  readonly accessControlList?: 'account' | 'everyone' | undefined;
  /**
   * Set when the bucket policy was put with x-amz-confirm-remove-self-bucket-access: then its Deny
   * binds the account's root too, which else can always read, replace and delete it.
   */
  readonly resourceBindsRoot?: boolean | undefined;
  /**
   * Set for the policies of keys: nothing is allowed that the resource's own policy does not allow
   * or leave to the policies of its account, not even to the account's root.
   */
  readonly resourceMustAllow?: boolean | undefined;
  /**
   * Set under Ceph's rules: a trust policy that names the caller itself is enough across accounts,
   * as it is within one. AWS asks for an identity policy's Allow too.
   */
  readonly trustSuffices?: boolean | undefined;
}

/** The part that a policy plays, by where it comes from. */
export function roleOf(source: PolicySource): PolicyRole {
  return source.kind === 'managed' || source.kind === 'inline' ? 'identity' : source.kind;
}
