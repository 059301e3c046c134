import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { objectArn, objectUrl } from '../../../api/s3/address.ts';
import type { Entry } from '../../../api/s3/objects.ts';
import { useFlash } from '../../../frame/flash.tsx';
import { usePermission } from '../../../frame/permissions.ts';
import { ActionButton } from '../../../parts/action-button.tsx';
import { useSession } from '../../../session/session-context.ts';
import { downloadObject } from '../object/download.ts';
import { LinkDialog } from '../object/link-dialog.tsx';
import type { ChosenFile } from '../uploads/dropped-files.ts';
import { pickFiles } from '../uploads/pick-files.ts';
import { CreateFolder } from './create-folder.tsx';
import { DeleteObjects } from './delete-objects.tsx';

interface ObjectActionsProps {
  readonly bucket: string;
  readonly folder: string;
  readonly selected: readonly Entry[];
  readonly onChosen: (files: readonly ChosenFile[]) => void;
  readonly onChanged: () => void;
}

type Dialog = 'create-folder' | 'delete' | 'link';

/** What can be done to the objects that are selected, and to their folder. */
export function ObjectActions(props: ObjectActionsProps) {
  const { bucket, folder, selected, onChanged } = props;
  const [dialog, setDialog] = useState<Dialog>();
  const { show } = useFlash();
  const close = () => setDialog(undefined);
  const [first] = selected;
  const object = selected.length === 1 && first?.kind === 'object' ? first.key : undefined;
  const onlyOne = object === undefined ? 'Select one object.' : undefined;
  const everything = objectArn(bucket, `${folder}*`);
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <Button iconName="refresh" ariaLabel="Load again" onClick={onChanged} />
        <CopyMenu bucket={bucket} object={object} onLink={() => setDialog('link')} />
        <ActionButton
          action="s3:GetObject"
          resource={object === undefined ? everything : objectArn(bucket, object)}
          disabled={object === undefined}
          disabledReason={onlyOne}
          onClick={() => object !== undefined && downloadObject(bucket, object)}
        >
          Download
        </ActionButton>
        <ActionButton
          action="s3:DeleteObject"
          resource={object === undefined ? everything : objectArn(bucket, object)}
          disabled={selected.length === 0}
          disabledReason={selected.length === 0 ? 'Select what to delete.' : undefined}
          onClick={() => setDialog('delete')}
        >
          Delete
        </ActionButton>
        <ActionButton
          action="s3:PutObject"
          resource={everything}
          onClick={() => setDialog('create-folder')}
        >
          Create folder
        </ActionButton>
        <UploadMenu {...props} />
      </SpaceBetween>
      {dialog === 'create-folder' ? (
        <CreateFolder
          bucket={bucket}
          folder={folder}
          onCreated={() => {
            close();
            onChanged();
          }}
          onCancel={close}
        />
      ) : null}
      {dialog === 'delete' ? (
        <DeleteObjects
          bucket={bucket}
          entries={selected}
          onDone={(deleted) => {
            show({ type: 'success', content: `${deleted.toLocaleString('en')} deleted.` });
            close();
            onChanged();
          }}
          onCancel={close}
        />
      ) : null}
      {dialog === 'link' && object !== undefined ? (
        <LinkDialog bucket={bucket} objectKey={object} onClose={close} />
      ) : null}
    </>
  );
}

interface CopyMenuProps {
  readonly bucket: string;
  readonly object: string | undefined;
  readonly onLink: () => void;
}

function CopyMenu({ bucket, object, onLink }: CopyMenuProps) {
  const { session } = useSession();
  const { show } = useFlash();
  const copy = (id: string) => {
    if (object === undefined) return;
    if (id === 'link') {
      onLink();
      return;
    }
    const texts = new Map([
      ['url', objectUrl(session.endpoint, bucket, object)],
      ['uri', `s3://${bucket}/${object}`],
      ['arn', objectArn(bucket, object)],
    ]);
    void navigator.clipboard.writeText(texts.get(id) ?? '').then(
      () => show({ type: 'success', content: 'Copied.' }),
      () => show({ type: 'error', content: 'The browser did not allow it.' }),
    );
  };
  return (
    <ButtonDropdown
      disabled={object === undefined}
      disabledReason="Select one object."
      items={[
        { id: 'link', text: 'Presigned link' },
        { id: 'url', text: 'Copy URL' },
        { id: 'uri', text: 'Copy S3 URI' },
        { id: 'arn', text: 'Copy ARN' },
      ]}
      onItemClick={({ detail }) => copy(detail.id)}
    >
      Share
    </ButtonDropdown>
  );
}

function UploadMenu({ bucket, folder, onChosen }: ObjectActionsProps) {
  const permission = usePermission('s3:PutObject', objectArn(bucket, `${folder}*`));
  const choose = async (what: 'files' | 'folder') => {
    const files = await pickFiles(what);
    if (files.length > 0) onChosen(files);
  };
  return (
    <ButtonDropdown
      variant="primary"
      disabled={!permission.allowed}
      {...(permission.reason === undefined ? {} : { disabledReason: permission.reason })}
      mainAction={{ text: 'Upload', onClick: () => void choose('files') }}
      items={[
        { id: 'files', text: 'Files' },
        { id: 'folder', text: 'Folder' },
      ]}
      ariaLabel="More ways to upload"
      onItemClick={({ detail }) => void choose(detail.id === 'folder' ? 'folder' : 'files')}
    />
  );
}
