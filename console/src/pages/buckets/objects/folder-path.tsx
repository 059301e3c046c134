import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useFollow } from '../../../frame/follow.ts';
import { folderPath } from '../bucket-path.ts';
import { foldersOf } from './folders.ts';

interface FolderPathProps {
  readonly bucket: string;
  readonly prefix: string;
}

/** The way to a folder, and a field to go to any other prefix. */
export function FolderPath({ bucket, prefix }: FolderPathProps) {
  const follow = useFollow();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(prefix);
  const [search, setSearch] = useSearchParams();
  useEffect(() => setTyped(prefix), [prefix]);
  const crumbs = [
    { text: bucket, href: folderPath(bucket, '') },
    ...foldersOf(prefix).map((folder) => ({
      text: folder.name,
      href: folderPath(bucket, folder.prefix),
    })),
  ];
  const showVersions = (shown: boolean) => {
    const next = new URLSearchParams(search);
    if (shown) next.set('versions', '');
    else next.delete('versions');
    setSearch(next, { replace: true });
  };
  return (
    <SpaceBetween size="s">
      {prefix === '' ? null : (
        <BreadcrumbGroup items={crumbs} ariaLabel="Folders" onFollow={follow} />
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void navigate(folderPath(bucket, typed));
        }}
      >
        <SpaceBetween size="s" direction="horizontal" alignItems="center">
          <Input
            type="search"
            value={typed}
            ariaLabel="Prefix"
            placeholder="Go to a prefix: logs/2026-"
            spellcheck={false}
            autoComplete={false}
            onChange={({ detail }) => setTyped(detail.value)}
          />
          <Button>Go</Button>
          <Toggle
            checked={search.has('versions')}
            onChange={({ detail }) => showVersions(detail.checked)}
          >
            Show versions
          </Toggle>
        </SpaceBetween>
      </form>
    </SpaceBetween>
  );
}
