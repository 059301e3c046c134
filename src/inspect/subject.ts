import type { CompiledPolicy, Principal } from '../policy/index.ts';

/** Whose abilities are looked at. */
export interface Subject {
  readonly arn: string;
  readonly accountId: string;
  readonly partition: string;
  readonly kind: 'root' | 'user' | 'role' | 'federated-user';
  /** Of the user or the role; empty for the root user. */
  readonly name: string;
}

/** An access key of the subject. */
export interface SubjectKey {
  readonly id: string;
  readonly isActive: boolean;
  readonly createdAtMs: number | undefined;
  /** Undefined where it was never used; absent where that could not be read. */
  readonly lastUsedAtMs?: number | undefined;
}

/** Everything that IAM says about what a subject may do. */
export interface HeldPolicies {
  readonly principal: Principal;
  readonly identity: readonly CompiledPolicy[];
  readonly boundary: CompiledPolicy | undefined;
}

/** The policy of a bucket; undefined where it has none. */
export type BucketPolicies = ReadonlyMap<string, CompiledPolicy | undefined>;
