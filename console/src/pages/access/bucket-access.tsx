import { getBucketPolicy } from '../../api/s3/bucket-access.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { RouteLink } from '../../parts/route-link.tsx';
import { rolePath } from '../roles/role-path.ts';
import { userPath } from '../users/user-path.ts';
import { AbilityTable } from './ability-table.tsx';
import { listPrincipals } from './principal.ts';

/** Who can do what in a bucket. Groups are there through their users. */
export function BucketAccess({ bucket }: { readonly bucket: string }) {
  const loaded = useLoad(async () => {
    const [principals, bucketPolicy] = await Promise.all([
      listPrincipals(),
      getBucketPolicy(bucket),
    ]);
    return { people: principals.filter(({ kind }) => kind !== 'Group'), bucketPolicy };
  }, bucket);
  return (
    <WhenLoaded of={loaded}>
      {({ people, bucketPolicy }) => (
        <AbilityTable
          title={`Users and roles in ${bucket}`}
          subjects={people.map((principal) => ({
            id: principal.arn,
            principal,
            bucket,
            bucketPolicy,
          }))}
          first={{
            header: 'User or role',
            cell: ({ principal: { kind, name } }) => (
              <RouteLink to={kind === 'Role' ? rolePath(name) : userPath(name)}>{name}</RouteLink>
            ),
          }}
          empty={
            <EmptyState title="Nobody but the root user">
              There are no users and roles in this account yet.
            </EmptyState>
          }
        />
      )}
    </WhenLoaded>
  );
}
