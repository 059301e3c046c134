import { parseIamArn } from '../identity/arns.ts';
import {
  type AwsManagedPolicy,
  awsManagedPolicies,
  awsManagedPolicy,
} from '../identity/aws-managed-policies/index.ts';
import type { Fail } from '../operation/operation.ts';
import type { ManagedPolicy, Page, PageRequest, PolicyVersion } from '../store/identities.ts';
import type { IamContext } from './define.ts';
import { expectFound, missing, refuse } from './outcomes.ts';

/** AWS's policies belong to the account `aws`. */
const awsAccount = 'aws';

/** @throws ServiceError InvalidInput for a text that is no ARN of a policy */
export function checkPolicyArn(fail: Fail<'InvalidInput'>, arn: string): string {
  const parsed = parseIamArn(arn);
  if (parsed?.kind === 'policy') return parsed.accountId;
  return fail('InvalidInput', { message: `ARN ${arn} is not valid.` });
}

/** The ARN of a policy that the caller's account may change. */
export function ownPolicy(
  { accountId }: IamContext,
  fail: Fail<'InvalidInput' | 'AccessDenied'>,
  arn: string,
): string {
  if (checkPolicyArn(fail, arn) === accountId) return arn;
  return fail('AccessDenied', { message: 'Policy is outside your own account.' });
}

function refuseMissing(fail: Fail<'NoSuchEntity'>, arn: string): never {
  return refuse(fail, missing('policy', arn), `Policy ${arn} was not found.`);
}

/** A policy of the account, or one of AWS's with its use in the account. */
export async function findPolicy(
  context: IamContext,
  fail: Fail<'NoSuchEntity'>,
  arn: string,
): Promise<ManagedPolicy> {
  const aws = awsManagedPolicy(arn);
  if (aws !== undefined) return usedAwsPolicy(context, aws);
  const own = await context.identities.policy(arn);
  return own?.accountId === context.accountId ? own : refuseMissing(fail, arn);
}

async function usedAwsPolicy(
  { accountId, identities }: IamContext,
  policy: AwsManagedPolicy,
): Promise<ManagedPolicy> {
  return {
    accountId: awsAccount,
    policyId: policy.policyId,
    policyName: policy.policyName,
    path: policy.path,
    arn: policy.arn,
    description: policy.description,
    defaultVersionId: policy.defaultVersionId,
    createdAtMs: policy.createdAtMs,
    updatedAtMs: policy.updatedAtMs,
    tags: [],
    ...(await identities.policyUsage(accountId, policy.arn)),
  };
}

/** One version with its document. */
export async function findPolicyVersion(
  context: IamContext,
  fail: Fail<'NoSuchEntity'>,
  arn: string,
  versionId: string,
): Promise<PolicyVersion> {
  const versions = await (awsVersions(arn) ?? ownVersion(context, fail, arn, versionId));
  const found = versions.find((version) => version.versionId === versionId);
  const message = `Policy ${arn} version ${versionId} does not exist or is not attachable.`;
  return found ?? refuse(fail, missing('policy-version', versionId), message);
}

async function ownVersion(
  context: IamContext,
  fail: Fail<'NoSuchEntity'>,
  arn: string,
  versionId: string,
): Promise<readonly PolicyVersion[]> {
  await findPolicy(context, fail, arn);
  const found = await context.identities.policyVersion(arn, versionId);
  return 'outcome' in found ? [] : [found];
}

/** A page of the versions of a policy, newest first. */
export async function listVersions(
  context: IamContext,
  fail: Fail<'NoSuchEntity'>,
  arn: string,
  page: PageRequest,
): Promise<Page<PolicyVersion>> {
  const aws = awsVersions(arn);
  if (aws !== undefined) return { items: aws, next: undefined };
  await findPolicy(context, fail, arn);
  return expectFound(fail, await context.identities.listPolicyVersions(arn, page));
}

/** Of AWS's policies only the newest version is kept. */
function awsVersions(arn: string): readonly PolicyVersion[] | undefined {
  const policy = awsManagedPolicy(arn);
  if (policy === undefined) return undefined;
  const { defaultVersionId: versionId, document, updatedAtMs } = policy;
  return [{ versionId, document, isDefault: true, createdAtMs: updatedAtMs }];
}

export interface PolicyListRequest extends PageRequest {
  readonly scope: 'All' | 'AWS' | 'Local';
  readonly pathPrefix?: string | undefined;
  readonly onlyAttached?: boolean | undefined;
  readonly usage?: 'PermissionsPolicy' | 'PermissionsBoundary' | undefined;
}

/** Where a list goes on: among the account's own policies, or among AWS's, which come after. */
const ownPlace = 'own:';
const awsPlace = 'aws:';

/** A page of the account's policies, then of AWS's. */
export async function listManagedPolicies(
  context: IamContext,
  request: PolicyListRequest,
): Promise<Page<ManagedPolicy>> {
  const { scope, after, limit } = request;
  const startsInAws = scope === 'AWS' || after?.startsWith(awsPlace) === true;
  const own = startsInAws ? undefined : await listOwn(context, request);
  if (own?.next !== undefined) return { ...own, next: ownPlace + own.next };
  const ownItems = own?.items ?? [];
  if (scope === 'Local') return { items: ownItems, next: undefined };
  const start = after?.startsWith(awsPlace) ? after.slice(awsPlace.length) : '';
  const aws = (await listAws(context, request)).filter(({ policyName }) => policyName > start);
  const shown = aws.slice(0, limit - ownItems.length);
  const last = shown.at(-1)?.policyName ?? start;
  const next = shown.length < aws.length ? awsPlace + last : undefined;
  return { items: [...ownItems, ...shown], next };
}

function listOwn(
  { accountId, identities }: IamContext,
  { after, ...rest }: PolicyListRequest,
): Promise<Page<ManagedPolicy>> {
  const place = after?.startsWith(ownPlace) ? after.slice(ownPlace.length) : undefined;
  return identities.listPolicies(accountId, { ...rest, after: place });
}

async function listAws(
  context: IamContext,
  { pathPrefix = '/', onlyAttached, usage }: PolicyListRequest,
): Promise<readonly ManagedPolicy[]> {
  const under = awsManagedPolicies.filter(({ path }) => path.startsWith(pathPrefix));
  const used = await Promise.all(under.map((policy) => usedAwsPolicy(context, policy)));
  return used
    .filter(({ attachmentCount, boundaryUsageCount }) => {
      if (usage === 'PermissionsPolicy') return attachmentCount > 0;
      if (usage === 'PermissionsBoundary') return boundaryUsageCount > 0;
      return onlyAttached !== true || attachmentCount + boundaryUsageCount > 0;
    })
    .sort((a, b) => (a.policyName < b.policyName ? -1 : 1));
}
