import { GetBucketPolicyCommand, paginateListBuckets, type S3Client } from '@aws-sdk/client-s3';
import { codeOf, isDenied } from '../client/failure.ts';
import { type CompiledPolicy, compilePolicy, parsePolicy } from '../policy/index.ts';

/** The names of the account's buckets; undefined where the caller may not list them. */
export async function listBuckets(client: S3Client): Promise<string[] | undefined> {
  const names: string[] = [];
  try {
    for await (const { Buckets } of paginateListBuckets({ client }, {})) {
      names.push(...(Buckets ?? []).flatMap(({ Name }) => Name ?? []));
    }
    return names;
  } catch (error) {
    if (isDenied(error)) return undefined;
    throw error;
  }
}

/** The policies of buckets, and which of them could not be read. */
export async function readBucketPolicies(s3: S3Client, buckets: readonly string[]) {
  const policies = new Map<string, CompiledPolicy | undefined>();
  const unread: string[] = [];
  for (const bucket of buckets) {
    try {
      const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket: bucket }));
      const parsed = parsePolicy(Policy, 'resource', { acceptUnusableStatements: true });
      const source = { kind: 'resource', name: `the policy of ${bucket}` } as const;
      policies.set(bucket, parsed.ok ? compilePolicy(parsed.document, source) : undefined);
    } catch (error) {
      if (codeOf(error) === 'NoSuchBucketPolicy') policies.set(bucket, undefined);
      else if (codeOf(error) === undefined) throw error;
      else unread.push(bucket);
    }
  }
  return { policies, unread };
}
