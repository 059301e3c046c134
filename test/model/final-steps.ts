import fc from 'fast-check';
import type { ManagedPolicy } from './reference/identities.ts';
import { elements, type Step, stepOf, text } from './step.ts';
import { deleteBucketPolicy } from './steps/bucket-policies.ts';
import { listBuckets } from './steps/buckets.ts';
import { listVersions } from './steps/listings.ts';
import { readObject } from './steps/objects.ts';
import { listUploads } from './steps/uploads.ts';
import type { World } from './world.ts';

const root = { sender: undefined };
const everything = { prefix: '', delimiter: '', after: '', limit: 1000 } as const;

/** Reads by root of all that there is. */
export function* finalSteps(world: World): Iterable<Step> {
  yield listBuckets.of(root);
  for (const [bucket, { keys, policy, uploads }] of world.buckets) {
    // It may deny root what follows.
    if (policy !== undefined) yield deleteBucketPolicy.of({ ...root, bucket });
    yield listVersions.of({ asked: { ...root, bucket, ...everything }, within: undefined });
    if (uploads.length > 0) yield listUploads.of({ ...root, bucket, ...everything });
    for (const key of keys.keys()) {
      yield readObject.of({ ...root, bucket, key, version: undefined, ...unconditional });
    }
  }
  const { users, groups, policies } = world.identities;
  if (users.size + groups.size + policies.size > 0) yield accountDetails.of(undefined);
}

const unconditional = { head: false, ifMatch: undefined, ifNoneMatch: undefined, range: undefined };

const accountDetails = stepOf(
  'GetAccountAuthorizationDetails',
  fc.constant(undefined),
  (world) => ({
    service: 'iam',
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: 'Action=GetAccountAuthorizationDetails&Version=2010-05-08&Filter.member.1=User&Filter.member.2=Group&Filter.member.3=LocalManagedPolicy',
    credentials: world.account.root,
  }),
  (world, _, { body }) => ({ status: 200, seen: seenDetails(body), wanted: wantedDetails(world) }),
);

function listed(xml: string, list: string, member: string): readonly string[] {
  return elements(xml, list)
    .flatMap((one) => text(one, member))
    .toSorted();
}

/** The members of a list, as they are written; lists stand within them. */
function members(xml: string, list: string): readonly string[] {
  const found: string[] = [];
  for (const inner of elements(xml, list)) {
    let depth = 0;
    let start = 0;
    for (const match of inner.matchAll(/<(\/?)member>/g)) {
      if (match[1] === '') {
        if (depth === 0) start = match.index + match[0].length;
        depth += 1;
      } else {
        depth -= 1;
        if (depth === 0) found.push(inner.slice(start, match.index));
      }
    }
  }
  return found;
}

function seenDetails(body: string) {
  return {
    users: members(body, 'UserDetailList')
      .map((one) => [
        text(one, 'UserName')[0],
        listed(one, 'GroupList', 'member'),
        listed(one, 'UserPolicyList', 'PolicyName'),
        listed(one, 'AttachedManagedPolicies', 'PolicyName'),
        text(one, 'PermissionsBoundaryArn')[0],
      ])
      .sort(),
    groups: members(body, 'GroupDetailList')
      .map((one) => [
        text(one, 'GroupName')[0],
        listed(one, 'GroupPolicyList', 'PolicyName'),
        listed(one, 'AttachedManagedPolicies', 'PolicyName'),
      ])
      .sort(),
    policies: members(body, 'Policies')
      .map((one) => [
        text(one, 'PolicyName')[0],
        text(one, 'DefaultVersionId')[0],
        listed(one, 'PolicyVersionList', 'VersionId'),
        text(one, 'AttachmentCount')[0],
      ])
      .sort(),
  };
}

function wantedDetails(world: World) {
  const { users, groups, policies } = world.identities;
  const nameOf = (wanted: ManagedPolicy) =>
    [...policies].find(([, policy]) => policy === wanted)?.[0] ?? 'none';
  const holders = [...users.values(), ...groups.values()];
  return {
    users: [...users]
      .map(([name, user]) => [
        name,
        [...groups].flatMap(([group, { members: all }]) => (all.has(user) ? [group] : [])).sort(),
        [...user.inline.keys()].sort(),
        [...user.attached].map(nameOf).sort(),
        user.boundary && world.policyArn(nameOf(user.boundary)),
      ])
      .sort(),
    groups: [...groups]
      .map(([name, group]) => [
        name,
        [...group.inline.keys()].sort(),
        [...group.attached].map(nameOf).sort(),
      ])
      .sort(),
    policies: [...policies]
      .map(([name, policy]) => [
        name,
        policy.default,
        [...policy.versions.keys()].sort(),
        String(holders.filter(({ attached }) => attached.has(policy)).length),
      ])
      .sort(),
  };
}
