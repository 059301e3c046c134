import { randomUUID } from 'node:crypto';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectAclCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { codeOf, isDenied } from '../client/failure.ts';
import { abilities } from '../policy/analyse/ability.ts';
import type { Cell, GridRow, Verdict } from './cell.ts';

/** Why some abilities are never tried: there is no request for them that cannot do harm. */
const untested: ReadonlyMap<string, string> = new Map([
  ['delete', 'not tested: in a versioned bucket even deleting nothing leaves a mark'],
  ['delete bucket', 'not tested: it would delete an empty bucket'],
]);

/**
 * Finds out by asking what the credential may do. Every request either only reads, or cannot do
 * anything even where it is allowed: a part of an upload that does not exist, the access control
 * list of an object that does not exist, a policy that is no JSON. What has no such request stays
 * unknown.
 */
export async function probeGrid(s3: S3Client, buckets: readonly string[]): Promise<GridRow[]> {
  const rows: GridRow[] = [];
  for (const bucket of buckets) rows.push({ bucket, cells: await probeBucket(s3, bucket) });
  return rows;
}

async function probeBucket(s3: S3Client, bucket: string): Promise<Cell[]> {
  const Key = `strongroom-inspect/${randomUUID()}`;
  const tests: Readonly<Record<string, () => Promise<unknown>>> = {
    list: () => s3.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 })),
    read: () => s3.send(new GetObjectCommand({ Bucket: bucket, Key })),
    write: () =>
      s3.send(
        new UploadPartCommand({
          Bucket: bucket,
          Key,
          UploadId: 'strongroom-inspect-no-upload',
          PartNumber: 1,
          Body: '',
        }),
      ),
    'make public': () => s3.send(new PutObjectAclCommand({ Bucket: bucket, Key, ACL: 'private' })),
    'change policy': () =>
      s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: '{ this is no policy' })),
  };
  const cells: Cell[] = [];
  for (const { name: ability, actions } of abilities) {
    const action = actions[0]?.name ?? '';
    const test = tests[ability];
    const because = untested.get(ability) ?? 'not tested';
    const outcome =
      test === undefined ? { verdict: 'unknown' as const, because } : await outcomeOf(test, action);
    cells.push({ ability, action, limits: [], ...outcome });
  }
  return cells;
}

interface Outcome {
  readonly verdict: Verdict;
  readonly because: string;
}

/** Reading what is not there is refused too where only listing is not allowed: the words tell. */
function refusal(message: string, action: string): Outcome {
  const refused = /perform: (\S+)/.exec(message)?.[1];
  if (refused === undefined && action === 's3:GetObject') {
    return { verdict: 'unknown', because: 'not known: a key that is not there is answered alike' };
  }
  return refused === undefined || refused === action
    ? {
        verdict: 'denied',
        because: `refused: ${/(because|with an) .*$/.exec(message)?.[0] ?? message}`,
      }
    : { verdict: 'allowed', because: `tested: only ${refused} was refused` };
}

async function outcomeOf(test: () => Promise<unknown>, action: string): Promise<Outcome> {
  try {
    await test();
    return { verdict: 'allowed', because: 'tested' };
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    if (isDenied(error)) return refusal(error instanceof Error ? error.message : code, action);
    const harmless = /^(NoSuchKey|NoSuchUpload|MalformedPolicy|AccessControlListNotSupported|404)$/;
    if (harmless.test(code)) return { verdict: 'allowed', because: `tested: answered ${code}` };
    return { verdict: 'unknown', because: `not known: answered ${code}` };
  }
}
