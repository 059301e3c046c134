import {
  maxPasswordAgeRange,
  minimumPasswordLengthRange,
  passwordReusePreventionRange,
} from '../../identity/password.ts';
import {
  boolean,
  type Infer,
  integer,
  optional,
  type StructureShape,
  structure,
} from '../../operation/shape.ts';
import type { PasswordPolicy } from '../../store/identities.ts';

function within({ min, max }: { readonly min: number; readonly max: number }) {
  return integer(min, max);
}

export const passwordPolicyInput = {
  MinimumPasswordLength: optional(within(minimumPasswordLengthRange)),
  RequireSymbols: optional(boolean()),
  RequireNumbers: optional(boolean()),
  RequireUppercaseCharacters: optional(boolean()),
  RequireLowercaseCharacters: optional(boolean()),
  AllowUsersToChangePassword: optional(boolean()),
  MaxPasswordAge: optional(within(maxPasswordAgeRange)),
  PasswordReusePrevention: optional(within(passwordReusePreventionRange)),
  HardExpiry: optional(boolean()),
} as const;

export const passwordPolicyShape = structure({
  ...passwordPolicyInput,
  ExpirePasswords: boolean(),
});

/** Whatever is left out gets its default: the policy is replaced, never merged. */
export function readPasswordPolicy(
  given: Infer<StructureShape<typeof passwordPolicyInput>>,
): PasswordPolicy {
  return {
    minimumPasswordLength: given.MinimumPasswordLength ?? minimumPasswordLengthRange.min,
    requireSymbols: given.RequireSymbols ?? false,
    requireNumbers: given.RequireNumbers ?? false,
    requireUppercaseCharacters: given.RequireUppercaseCharacters ?? false,
    requireLowercaseCharacters: given.RequireLowercaseCharacters ?? false,
    allowUsersToChangePassword: given.AllowUsersToChangePassword ?? false,
    maxPasswordAge: given.MaxPasswordAge,
    passwordReusePrevention: given.PasswordReusePrevention,
    hardExpiry: given.HardExpiry,
  };
}

/** A password policy as GetAccountPasswordPolicy shows it. */
export function describePasswordPolicy(policy: PasswordPolicy): Infer<typeof passwordPolicyShape> {
  return {
    MinimumPasswordLength: policy.minimumPasswordLength,
    RequireSymbols: policy.requireSymbols,
    RequireNumbers: policy.requireNumbers,
    RequireUppercaseCharacters: policy.requireUppercaseCharacters,
    RequireLowercaseCharacters: policy.requireLowercaseCharacters,
    AllowUsersToChangePassword: policy.allowUsersToChangePassword,
    ExpirePasswords: policy.maxPasswordAge !== undefined,
    MaxPasswordAge: policy.maxPasswordAge,
    PasswordReusePrevention: policy.passwordReusePrevention,
    HardExpiry: policy.hardExpiry,
  };
}
