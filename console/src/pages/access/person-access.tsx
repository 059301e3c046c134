import { getBucketPolicy } from '../../api/s3/bucket-access.ts';
import { listBuckets } from '../../api/s3/buckets.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { AbilityTable } from './ability-table.tsx';
import type { Principal } from './principal.ts';

/** As many buckets' policies as are read at once. */
const atOnce = 8;

async function bucketsWithPolicies() {
  const buckets = await listBuckets();
  const found: { readonly bucket: string; readonly bucketPolicy: string | undefined }[] = [];
  for (let start = 0; start < buckets.length; start += atOnce) {
    const some = buckets.slice(start, start + atOnce).map(async ({ name }) => ({
      bucket: name,
      bucketPolicy: await getBucketPolicy(name),
    }));
    found.push(...(await Promise.all(some)));
  }
  return found;
}

/** What somebody can do, bucket by bucket. */
export function PersonAccess({ principal }: { readonly principal: Principal }) {
  const loaded = useLoad(bucketsWithPolicies);
  return (
    <WhenLoaded of={loaded}>
      {(buckets) => (
        <AbilityTable
          title={`What ${principal.name} can do`}
          subjects={buckets.map((one) => ({ id: one.bucket, principal, ...one }))}
          first={{ header: 'Bucket', cell: ({ bucket }) => bucket }}
          empty={
            <EmptyState title="No buckets">There is no bucket in this account yet.</EmptyState>
          }
        />
      )}
    </WhenLoaded>
  );
}
