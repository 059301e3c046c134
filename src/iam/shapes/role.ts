import { roleArn } from '../../identity/arns.ts';
import {
  type Infer,
  integer,
  optional,
  structure,
  text,
  timestamp,
} from '../../operation/shape.ts';
import type { Role } from '../../store/identities.ts';
import { attachedBoundary, describeBoundary } from './boundary.ts';
import { encodeDocument } from './document.ts';
import { describeTagsIfAny, tags } from './tags.ts';

/** A role as lists show it: without boundary, last use and tags. */
export const listedRole = structure({
  Path: text(),
  RoleName: text(),
  RoleId: text(),
  Arn: text(),
  CreateDate: timestamp('seconds'),
  AssumeRolePolicyDocument: text(),
  Description: optional(text()),
  MaxSessionDuration: optional(integer()),
});

export const roleLastUsed = structure({
  LastUsedDate: optional(timestamp('seconds')),
  Region: optional(text()),
});

export const fullRole = structure({
  ...listedRole.members,
  PermissionsBoundary: optional(attachedBoundary),
  Tags: optional(tags),
  RoleLastUsed: optional(roleLastUsed),
});

/** `trustPolicy` is the text to show: principals by their ARNs of now. */
export function describeListedRole(role: Role, trustPolicy: string): Infer<typeof listedRole> {
  return {
    Path: role.path,
    RoleName: role.roleName,
    RoleId: role.roleId,
    Arn: roleArn(role.accountId, role.path, role.roleName),
    CreateDate: role.createdAtMs,
    AssumeRolePolicyDocument: encodeDocument(trustPolicy),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDurationSeconds,
  };
}

/** When and where the role was last assumed; empty when it never was. */
export function describeLastUse({ lastUsed }: Role): Infer<typeof roleLastUsed> {
  return { LastUsedDate: lastUsed?.atMs, Region: lastUsed?.region };
}

/** A role with boundary, tags and last use. */
export function describeRole(role: Role, trustPolicy: string): Infer<typeof fullRole> {
  return {
    ...describeListedRole(role, trustPolicy),
    PermissionsBoundary: describeBoundary(role.permissionsBoundary),
    Tags: describeTagsIfAny(role.tags),
    RoleLastUsed: describeLastUse(role),
  };
}
