import SpaceBetween from '@cloudscape-design/components/space-between';
import { attachedPolicies, type Holder, inlinePolicies } from '../../api/iam/policies.ts';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { AttachedPolicies } from './attached-policies.tsx';
import { InlinePolicies } from './inline-policies.tsx';

interface PermissionsPanelProps {
  readonly holder: Holder;
  /** Its ARN: rights to change its policies are asked for on it. */
  readonly arn: string;
}

/** The policies of a user, group or role itself. */
export function PermissionsPanel({ holder, arn }: PermissionsPanelProps) {
  const on = `${holder.kind} ${holder.name}`;
  const attached = useLoad(() => attachedPolicies(holder), on);
  const inline = useLoad(() => inlinePolicies(holder), on);
  return (
    <SpaceBetween size="l">
      <WhenLoaded of={attached}>
        {(policies) => (
          <AttachedPolicies
            holder={holder}
            arn={arn}
            policies={policies}
            onChanged={attached.reload}
          />
        )}
      </WhenLoaded>
      <WhenLoaded of={inline}>
        {(names) => (
          <InlinePolicies holder={holder} arn={arn} names={names} onChanged={inline.reload} />
        )}
      </WhenLoaded>
    </SpaceBetween>
  );
}
