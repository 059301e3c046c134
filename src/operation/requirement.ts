import type { CompiledPolicy } from '../policy/index.ts';

/** Facts for conditions, by lower-case key: `s3:requestobjecttag/team`. */
export type ConditionFacts = ReadonlyMap<string, string | readonly string[]>;

/** One action on one resource that the caller must be allowed. */
export interface Requirement {
  /** Such as `s3:GetObject`. */
  readonly action: string;
  /** The ARN, or `*` for the actions that AWS evaluates without a resource. */
  readonly resource: string;
  readonly context?: ConditionFacts;
  /** Right without a policy, such as the initiator's over an upload; an explicit Deny still wins. */
  readonly inherent?: boolean;
}

/** To the caller's account, or to everyone; undefined for nothing. */
export type AclGrant = 'account' | 'everyone' | undefined;

/** What the resource of a requirement brings into the decision. */
export interface ResourceAccess {
  /** The account that owns the resource. */
  readonly accountId: string | undefined;
  readonly policy: CompiledPolicy | undefined;
  /** Facts of the resource, such as its existing tags, by lower-case key. */
  context(key: string): string | readonly string[] | undefined;
  /**
   * What the resource's access control list grants for an action: to the caller's account, or to
   * everyone. Asked only where the policies alone do not allow.
   */
  accessControlList(action: string): AclGrant | Promise<AclGrant>;
  /** See `PolicySet.resourceBindsRoot`. */
  readonly bindsRoot?: boolean;
  /** See `PolicySet.resourceMustAllow`. */
  readonly mustAllow?: boolean;
  /** See `PolicySet.trustSuffices`. */
  readonly trustSuffices?: boolean;
}
