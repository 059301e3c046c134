import { all, callQuery, type Page, type PageRequest, pageOf, paging } from '../query.ts';
import type { XmlNode } from '../xml.ts';

export interface Policy {
  readonly policyName: string;
  readonly arn: string;
  readonly path: string;
  readonly defaultVersionId: string;
  readonly attachmentCount: number;
  readonly boundaryUsageCount: number;
  readonly createDate: Date | undefined;
  readonly updateDate: Date | undefined;
  readonly description: string | undefined;
}

export interface PolicyVersion {
  readonly versionId: string;
  readonly isDefault: boolean;
  readonly createDate: Date | undefined;
}

export type PolicyScope = 'All' | 'AWS' | 'Local';

function readPolicy(node: XmlNode | undefined): Policy {
  return {
    policyName: node?.text('PolicyName') ?? '',
    arn: node?.text('Arn') ?? '',
    path: node?.text('Path') ?? '/',
    defaultVersionId: node?.text('DefaultVersionId') ?? '',
    attachmentCount: node?.number('AttachmentCount') ?? 0,
    boundaryUsageCount: node?.number('PermissionsBoundaryUsageCount') ?? 0,
    createDate: node?.date('CreateDate'),
    updateDate: node?.date('UpdateDate'),
    description: node?.optional('Description'),
  };
}

/** Whether it is one of AWS's, which nobody changes. */
export function isAwsManaged(arn: string): boolean {
  return arn.startsWith('arn:aws:iam::aws:');
}

/** A page of the managed policies: AWS's, the account's own, or both. */
export async function listPolicies(scope: PolicyScope, page: PageRequest): Promise<Page<Policy>> {
  const input = { Scope: scope, ...paging(page) };
  return pageOf(await callQuery('iam', 'ListPolicies', input), 'Policies', readPolicy);
}

export async function getPolicy(arn: string): Promise<Policy> {
  return readPolicy((await callQuery('iam', 'GetPolicy', { PolicyArn: arn })).child('Policy'));
}

export async function createPolicy(
  policyName: string,
  document: string,
  description: string,
): Promise<Policy> {
  const result = await callQuery('iam', 'CreatePolicy', {
    PolicyName: policyName,
    PolicyDocument: document,
    Description: description === '' ? undefined : description,
  });
  return readPolicy(result.child('Policy'));
}

export async function deletePolicy(arn: string): Promise<void> {
  await callQuery('iam', 'DeletePolicy', { PolicyArn: arn });
}

export async function listPolicyVersions(arn: string): Promise<PolicyVersion[]> {
  return all(async (page) => {
    const input = { PolicyArn: arn, ...paging(page) };
    return pageOf(await callQuery('iam', 'ListPolicyVersions', input), 'Versions', (item) => ({
      versionId: item.text('VersionId'),
      isDefault: item.flag('IsDefaultVersion'),
      createDate: item.date('CreateDate'),
    }));
  });
}

/** The text of a version, as it was written. */
export async function policyDocument(arn: string, versionId: string): Promise<string> {
  const input = { PolicyArn: arn, VersionId: versionId };
  const result = await callQuery('iam', 'GetPolicyVersion', input);
  return decodeURIComponent(result.child('PolicyVersion')?.text('Document') ?? '');
}

export async function createPolicyVersion(
  arn: string,
  document: string,
  setAsDefault: boolean,
): Promise<void> {
  await callQuery('iam', 'CreatePolicyVersion', {
    PolicyArn: arn,
    PolicyDocument: document,
    SetAsDefault: setAsDefault,
  });
}

export async function setDefaultPolicyVersion(arn: string, versionId: string): Promise<void> {
  await callQuery('iam', 'SetDefaultPolicyVersion', { PolicyArn: arn, VersionId: versionId });
}

export async function deletePolicyVersion(arn: string, versionId: string): Promise<void> {
  await callQuery('iam', 'DeletePolicyVersion', { PolicyArn: arn, VersionId: versionId });
}

export interface PolicyEntity {
  readonly kind: HolderKind;
  readonly name: string;
}

/** Who a policy is attached to. */
export async function entitiesForPolicy(arn: string): Promise<PolicyEntity[]> {
  const found: PolicyEntity[] = [];
  let marker: string | undefined;
  do {
    const input = { PolicyArn: arn, ...paging({ marker, size: 1_000 }) };
    const result = await callQuery('iam', 'ListEntitiesForPolicy', input);
    for (const kind of ['User', 'Group', 'Role'] as const) {
      const names = result.list(`Policy${kind}s`, (item) => item.text(`${kind}Name`));
      found.push(...names.map((name) => ({ kind, name })));
    }
    marker = result.flag('IsTruncated') ? result.optional('Marker') : undefined;
  } while (marker !== undefined);
  return found;
}

/** What holds policies, by the word that its operations are named after. */
export type HolderKind = 'User' | 'Group' | 'Role';

export interface Holder {
  readonly kind: HolderKind;
  readonly name: string;
}

export interface AttachedPolicy {
  readonly policyName: string;
  readonly arn: string;
}

export async function attachedPolicies({ kind, name }: Holder): Promise<AttachedPolicy[]> {
  return all(async (page) => {
    const input = { [`${kind}Name`]: name, ...paging(page) };
    const result = await callQuery('iam', `ListAttached${kind}Policies`, input);
    return pageOf(result, 'AttachedPolicies', (item) => ({
      policyName: item.text('PolicyName'),
      arn: item.text('PolicyArn'),
    }));
  });
}

export async function attachPolicy({ kind, name }: Holder, arn: string): Promise<void> {
  await callQuery('iam', `Attach${kind}Policy`, { [`${kind}Name`]: name, PolicyArn: arn });
}

export async function detachPolicy({ kind, name }: Holder, arn: string): Promise<void> {
  await callQuery('iam', `Detach${kind}Policy`, { [`${kind}Name`]: name, PolicyArn: arn });
}

export async function inlinePolicies({ kind, name }: Holder): Promise<string[]> {
  return all(async (page) => {
    const input = { [`${kind}Name`]: name, ...paging(page) };
    const result = await callQuery('iam', `List${kind}Policies`, input);
    return pageOf(result, 'PolicyNames', (item) => item.content);
  });
}

export async function inlinePolicyDocument(
  { kind, name }: Holder,
  policyName: string,
): Promise<string> {
  const input = { [`${kind}Name`]: name, PolicyName: policyName };
  const result = await callQuery('iam', `Get${kind}Policy`, input);
  return decodeURIComponent(result.text('PolicyDocument'));
}

export async function putInlinePolicy(
  { kind, name }: Holder,
  policyName: string,
  document: string,
): Promise<void> {
  const input = { [`${kind}Name`]: name, PolicyName: policyName, PolicyDocument: document };
  await callQuery('iam', `Put${kind}Policy`, input);
}

export async function deleteInlinePolicy(
  { kind, name }: Holder,
  policyName: string,
): Promise<void> {
  const input = { [`${kind}Name`]: name, PolicyName: policyName };
  await callQuery('iam', `Delete${kind}Policy`, input);
}
