import { userArn } from '../../identity/arns.ts';
import { type Infer, optional, structure, text, timestamp } from '../../operation/shape.ts';
import type { User } from '../../store/identities.ts';
import { attachedBoundary, describeBoundary } from './boundary.ts';
import { describeTagsIfAny, tags } from './tags.ts';

/** A user as lists show it: without boundary and tags. */
export const listedUser = structure({
  Path: text(),
  UserName: text(),
  UserId: text(),
  Arn: text(),
  CreateDate: timestamp('seconds'),
  PasswordLastUsed: optional(timestamp('seconds')),
});

export const fullUser = structure({
  ...listedUser.members,
  /** Root has none. */
  Path: optional(text()),
  UserName: optional(text()),
  PermissionsBoundary: optional(attachedBoundary),
  Tags: optional(tags),
});

/** A user without boundary and tags. */
export function describeListedUser(user: User): Infer<typeof listedUser> {
  return {
    Path: user.path,
    UserName: user.userName,
    UserId: user.userId,
    Arn: userArn(user.accountId, user.path, user.userName),
    CreateDate: user.createdAtMs,
    PasswordLastUsed: user.passwordLastUsedAtMs,
  };
}

/** A user with boundary and tags. */
export function describeUser(user: User): Infer<typeof fullUser> {
  return {
    ...describeListedUser(user),
    PermissionsBoundary: describeBoundary(user.permissionsBoundary),
    Tags: describeTagsIfAny(user.tags),
  };
}
