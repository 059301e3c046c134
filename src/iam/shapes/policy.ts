import {
  boolean,
  type Infer,
  integer,
  list,
  optional,
  structure,
  text,
  timestamp,
} from '../../operation/shape.ts';
import type { ManagedPolicy, PolicyVersion } from '../../store/identities.ts';
import { encodeDocument } from './document.ts';
import { describeTagsIfAny, tags } from './tags.ts';

/** A managed policy as ListPolicies shows it: without description and tags. */
export const listedPolicy = structure({
  PolicyName: text(),
  PolicyId: text(),
  Arn: text(),
  Path: text(),
  DefaultVersionId: text(),
  AttachmentCount: integer(),
  PermissionsBoundaryUsageCount: integer(),
  IsAttachable: boolean(),
  CreateDate: timestamp('seconds'),
  UpdateDate: timestamp('seconds'),
});

export const fullPolicy = structure({
  ...listedPolicy.members,
  Description: optional(text()),
  Tags: optional(tags),
});

export const policyVersion = structure({
  Document: optional(text()),
  VersionId: text(),
  IsDefaultVersion: boolean(),
  CreateDate: timestamp('seconds'),
});

export const attachedPolicies = list(
  'member',
  structure({ PolicyName: text(), PolicyArn: text() }),
);

/** A managed policy without description and tags. */
export function describeListedPolicy(policy: ManagedPolicy): Infer<typeof listedPolicy> {
  return {
    PolicyName: policy.policyName,
    PolicyId: policy.policyId,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: policy.attachmentCount,
    PermissionsBoundaryUsageCount: policy.boundaryUsageCount,
    IsAttachable: true,
    CreateDate: policy.createdAtMs,
    UpdateDate: policy.updatedAtMs,
  };
}

/** A managed policy with description and tags. */
export function describePolicy(policy: ManagedPolicy): Infer<typeof fullPolicy> {
  return {
    ...describeListedPolicy(policy),
    Description: policy.description,
    Tags: describeTagsIfAny(policy.tags),
  };
}

/** A version as lists show it: without its document. */
export function describeVersion(version: PolicyVersion): Infer<typeof policyVersion> {
  return {
    VersionId: version.versionId,
    IsDefaultVersion: version.isDefault,
    CreateDate: version.createdAtMs,
  };
}

/** A version with its document. */
export function describeVersionWithDocument(version: PolicyVersion): Infer<typeof policyVersion> {
  return { ...describeVersion(version), Document: encodeDocument(version.document) };
}

/** Attached policies by name and ARN. */
export function describeAttached(
  attached: readonly { readonly policyName: string; readonly arn: string }[],
): Infer<typeof attachedPolicies> {
  return attached.map(({ policyName, arn }) => ({ PolicyName: policyName, PolicyArn: arn }));
}
