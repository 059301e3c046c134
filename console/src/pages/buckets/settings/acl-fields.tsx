import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import {
  type AccessControlList,
  type AclEntry,
  type AclPermission,
  aclGroups,
  type Grantee,
} from '../../../api/s3/acl.ts';
import { KeyText } from '../key-text.tsx';

/** What each right means, on a bucket and on an object. */
const rights: Readonly<Record<AclPermission, string>> = {
  READ: 'Read',
  WRITE: 'Write',
  READ_ACP: 'Read the list',
  WRITE_ACP: 'Write the list',
};

export function rightsText({ permissions }: AclEntry): string {
  return [...permissions].map((name) => rights[name]).join(', ') || 'None';
}

/** Everybody who has a grant, and the groups that may get one. */
function rowsOf({ entries }: AccessControlList): readonly AclEntry[] {
  const present = new Set(entries.map(({ grantee }) => grantee.id));
  const absent = aclGroups.filter(({ id }) => !present.has(id));
  return [...entries, ...absent.map((grantee) => ({ grantee, permissions: new Set<never>() }))];
}

function changed(
  list: AccessControlList,
  grantee: Grantee,
  permissions: ReadonlySet<AclPermission>,
): AccessControlList {
  const isOther = (entry: AclEntry) => entry.grantee.id !== grantee.id;
  const entry = { grantee, permissions };
  const isNew = list.entries.every(isOther);
  const entries = isNew
    ? [...list.entries, entry]
    : list.entries.map((one) => (isOther(one) ? one : entry));
  return { ...list, entries };
}

interface AclFieldsProps {
  readonly value: AccessControlList;
  readonly onChange: (value: AccessControlList) => void;
}

/** Edits an access control list: who has which right. */
export function AclFields({ value, onChange }: AclFieldsProps) {
  const set = ({ grantee, permissions }: AclEntry, name: AclPermission, on: boolean) => {
    const next = new Set(permissions);
    if (on) next.add(name);
    else next.delete(name);
    onChange(changed(value, grantee, next));
  };
  const columns = [
    {
      id: 'grantee',
      header: 'Grantee',
      isRowHeader: true,
      minWidth: 140,
      cell: ({ grantee }: AclEntry) => <KeyText text={grantee.name} />,
    },
    ...(['READ', 'WRITE', 'READ_ACP', 'WRITE_ACP'] as const).map((name) => ({
      id: name,
      header: rights[name],
      cell: (entry: AclEntry) => (
        <Checkbox
          checked={entry.permissions.has(name)}
          ariaLabel={`${rights[name]}: ${entry.grantee.name}`}
          onChange={({ detail }) => set(entry, name, detail.checked)}
        />
      ),
    })),
  ];
  return (
    <SpaceBetween size="m">
      <Table
        variant="embedded"
        items={rowsOf(value)}
        trackBy={({ grantee }) => grantee.id}
        columnDefinitions={columns}
        wrapLines
        ariaLabels={{ tableLabel: 'Grants' }}
      />
      <AccountField
        onAdd={(id) =>
          onChange(changed(value, { kind: 'CanonicalUser', id, name: id }, new Set(['READ'])))
        }
      />
    </SpaceBetween>
  );
}

function AccountField({ onAdd }: { readonly onAdd: (id: string) => void }) {
  const [id, setId] = useState('');
  const isId = /^[0-9a-f]{64}$/.test(id);
  const add = () => {
    onAdd(id);
    setId('');
  };
  return (
    <FormField
      label="Another account"
      description="By its canonical id, 64 hexadecimal digits, which aws s3api list-buckets tells its owner."
      secondaryControl={
        <Button disabled={!isId} onClick={add}>
          Add account
        </Button>
      }
    >
      <Input value={id} spellcheck={false} onChange={({ detail }) => setId(detail.value.trim())} />
    </FormField>
  );
}
