import Container from '@cloudscape-design/components/container';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSearchParams } from 'react-router';
import { Page } from '../../frame/page.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useLoad } from '../../parts/load.ts';
import { BucketAccess } from './bucket-access.tsx';
import { PersonAccess } from './person-access.tsx';
import { listPrincipals } from './principal.ts';
import { BucketSelect, PrincipalSelect } from './request-selects.tsx';

/** For a bucket, who can do what; for somebody, what in which bucket. */
export default function AccessPage() {
  const [search, setSearch] = useSearchParams();
  const principals = useLoad(listPrincipals);
  const by = search.get('by') === 'person' ? 'person' : 'bucket';
  const bucket = search.get('bucket') ?? '';
  const arn = search.get('principal') ?? '';
  const principal = principals.value?.find((one) => one.arn === arn);
  const set = (next: Readonly<Record<string, string>>) => setSearch(next, { replace: true });
  return (
    <Page
      title="Who can do what"
      description="Decided by the same engine as each request, on all objects of a bucket. The root user may do everything."
    >
      <SpaceBetween size="l">
        <Container>
          <SpaceBetween size="m">
            <SegmentedControl
              selectedId={by}
              label="Look by"
              options={[
                { id: 'bucket', text: 'A bucket: who can do what' },
                { id: 'person', text: 'A person: which buckets' },
              ]}
              onChange={({ detail }) => set({ by: detail.selectedId })}
            />
            {by === 'bucket' ? (
              <BucketSelect bucket={bucket} onChange={(next) => set({ by, bucket: next })} />
            ) : (
              <PrincipalSelect
                of={principals}
                arn={arn}
                onChange={(next) => set({ by, principal: next })}
              />
            )}
          </SpaceBetween>
        </Container>
        {by === 'bucket' && bucket !== '' ? <BucketAccess key={bucket} bucket={bucket} /> : null}
        {by === 'person' && principal ? <PersonAccess key={arn} principal={principal} /> : null}
        {(by === 'bucket' ? bucket : arn) === '' ? (
          <EmptyState title={by === 'bucket' ? 'Choose a bucket' : 'Choose somebody'}>
            Each cell names the policy that allows it, and leads to its statement.
          </EmptyState>
        ) : null}
      </SpaceBetween>
    </Page>
  );
}
