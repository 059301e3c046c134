import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
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
  return (
    <WhenLoaded of={loaded}>
      {(versions) => (
        <SpaceBetween size="l">
          <Table
            items={versions}
            trackBy="versionId"
            columnDefinitions={columns}
            selectionType="single"
            selectedItems={selected === undefined ? [] : [selected]}
            onSelectionChange={({ detail }) => setSelected(detail.selectedItems[0])}
            ariaLabels={{
              tableLabel: 'Policy versions',
              selectionGroupLabel: 'Select a version',
              itemSelectionLabel: (_state, version) => `Select ${version.versionId}`,
            }}
            header={
              <Header
                counter={`(${versions.length})`}
                description="Five at most; only one is in force."
                actions={
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
                      onClick={() =>
                        void act(setDefaultPolicyVersion(arn, id), `${id} is in force.`)
                      }
                    >
                      Set as default
                    </ActionButton>
                  </SpaceBetween>
                }
              >
                Policy versions
              </Header>
            }
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
