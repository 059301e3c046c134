import { boolean, type Infer, structure, text, timestamp } from '../../operation/shape.ts';
import type { LoginProfile, User } from '../../store/identities.ts';

export const loginProfile = structure({
  UserName: text(),
  CreateDate: timestamp('seconds'),
  PasswordResetRequired: boolean(),
});

/** A login profile; the password stays unknown. */
export function describeLoginProfile(
  { userName }: User,
  login: LoginProfile,
): Infer<typeof loginProfile> {
  return {
    UserName: userName,
    CreateDate: login.createdAtMs,
    PasswordResetRequired: login.resetRequired,
  };
}
