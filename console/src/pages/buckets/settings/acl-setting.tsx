import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { type AccessControlList, type AclEntry, getAcl, putAcl } from '../../../api/s3/acl.ts';
import { getOwnership } from '../../../api/s3/bucket-access.ts';
import { KeyText } from '../key-text.tsx';
import { AclFields, rightsText } from './acl-fields.tsx';
import { Setting } from './setting.tsx';

const columns = [
  {
    id: 'grantee',
    header: 'Grantee',
    isRowHeader: true,
    cell: ({ grantee }: AclEntry) => <KeyText text={grantee.name} />,
  },
  { id: 'permissions', header: 'Rights', cell: rightsText },
];

const offText =
  'The owner of the bucket owns every object: access control lists count for nothing, and policies decide.';

interface Acl {
  readonly list: AccessControlList;
  /** Whether lists count for nothing in this bucket. */
  readonly isOff: boolean;
}

async function loadAcl(bucket: string, address: string): Promise<Acl> {
  const [list, ownership] = await Promise.all([
    getAcl(address),
    // Who may not know that may know the list; the server refuses what cannot be written.
    getOwnership(bucket).catch(() => undefined),
  ]);
  return { list, isOff: ownership === 'BucketOwnerEnforced' };
}

interface AclSettingProps {
  readonly bucket: string;
  /** Of the list: of the bucket, or of an object in it. */
  readonly address: string;
  readonly action: string;
  readonly resource: string;
}

/** Whom an access control list lets in, where a bucket has them. */
export function AclSetting({ bucket, address, action, resource }: AclSettingProps) {
  return (
    <Setting<Acl>
      title="Access control list"
      description="Grants to other accounts and to everybody, from before there were policies."
      load={() => loadAcl(bucket, address)}
      save={({ list }) => putAcl(address, list)}
      action={action}
      resource={resource}
      obstacle={({ isOff }) => (isOff ? offText : undefined)}
      view={({ list, isOff }) => (
        <SpaceBetween size="s">
          <Table
            variant="embedded"
            items={list.entries}
            trackBy={({ grantee }) => grantee.id}
            columnDefinitions={columns}
            wrapLines
            ariaLabels={{ tableLabel: 'Access control list' }}
            empty={<Box>Nobody.</Box>}
          />
          {isOff ? <Alert type="info">{offText}</Alert> : null}
        </SpaceBetween>
      )}
      edit={(acl, onChange) => (
        <AclFields value={acl.list} onChange={(list) => onChange({ ...acl, list })} />
      )}
    />
  );
}
