import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import {
  deletePolicyVersion,
  listPolicyVersions,
  type Policy,
  type PolicyVersion,
  policyDocument,
  setDefaultPolicyVersion,
} from '../../api/iam/policies.ts';
import { useFlash } from '../../frame/flash.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { Age } from '../../parts/moments.tsx';
import { PolicyText } from '../../parts/policy-text.tsx';

interface PolicyVersionsProps {
  readonly policy: Policy;
  readonly onChanged: () => void;
}

const columns = [
  {
    id: 'version',
    header: 'Version',
    isRowHeader: true,
    cell: ({ versionId }: PolicyVersion) => versionId,
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ isDefault }: PolicyVersion) =>
      isDefault ? <StatusIndicator type="success">In force (default)</StatusIndicator> : 'Kept',
  },
  {
    id: 'created',
    header: 'Created',
    cell: (version: PolicyVersion) => <Age of={version.createDate} />,
  },
];

/** The versions of a policy: look at one, put it in force, delete it. */
export function PolicyVersions({ policy, onChanged }: PolicyVersionsProps) {
  const { arn } = policy;
  const loaded = useLoad(() => listPolicyVersions(arn), `${arn} ${policy.defaultVersionId}`);
  const [selected, setSelected] = useState<PolicyVersion>();
  const { show, showError } = useFlash();
  const act = async (work: Promise<void>, done: string) => {
    try {
      await work;
      show({ type: 'success', content: done });
      setSelected(undefined);
      loaded.reload();
      onChanged();
    } catch (error) {
      showError(error);
    }
  };
  const isLocked = selected === undefined || selected.isDefault;
  const id = selected?.versionId ?? '';
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      <ActionButton
        action="iam:DeletePolicyVersion"
        resource={arn}
        disabled={isLocked}
        onClick={() => void act(deletePolicyVersion(arn, id), `${id} was deleted.`)}
      >
        Delete
      </ActionButton>
      <ActionButton
        action="iam:SetDefaultPolicyVersion"
        resource={arn}
        disabled={isLocked}
        onClick={() => void act(setDefaultPolicyVersion(arn, id), `${id} is in force.`)}
      >
        Set as default
      </ActionButton>
    </SpaceBetween>
  );
  return (
    <WhenLoaded of={loaded}>
      {(versions) => (
        <SpaceBetween size="l">
          <ListTable
            items={versions}
            title="Policy versions"
            description="Five at most; only one is in force."
            trackBy="versionId"
            columnDefinitions={columns}
            selectionType="single"
            selected={selected === undefined ? [] : [selected]}
            onSelect={([first]) => setSelected(first)}
            nameOf={({ versionId }) => versionId}
            actions={actions}
          />
          {selected === undefined ? null : <VersionText arn={arn} versionId={id} />}
        </SpaceBetween>
      )}
    </WhenLoaded>
  );
}

function VersionText({ arn, versionId }: { readonly arn: string; readonly versionId: string }) {
  const document = useLoad(() => policyDocument(arn, versionId), `${arn} ${versionId}`);
  return <WhenLoaded of={document}>{(text) => <PolicyText text={text} />}</WhenLoaded>;
}
