import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { SimulationResult } from '../../api/iam/simulation.ts';
import { useFollow } from '../../frame/follow.ts';
import type { Principal } from './principal.ts';

interface AbilityCellProps {
  readonly principal: Principal;
  readonly bucket: string;
  readonly result: SimulationResult | undefined;
}

/** One cell of the grid; it leads to the simulator, which shows the statement behind it. */
export function AbilityCell({ principal, bucket, result }: AbilityCellProps) {
  const follow = useFollow();
  if (result === undefined) return <StatusIndicator type="loading">Asking</StatusIndicator>;
  const isAllowed = result.decision === 'allowed';
  const query = new URLSearchParams({
    principal: principal.arn,
    bucket,
    actions: result.action,
  });
  const [statement] = result.statements;
  return (
    <Link
      href={`/access/simulator?${query}`}
      onFollow={follow}
      ariaLabel={`${principal.name}, ${result.action} on ${bucket}: ${result.decision}`}
    >
      <StatusIndicator type={isAllowed ? 'success' : 'stopped'}>
        {isAllowed ? (statement?.policyId ?? 'Yes') : 'No'}
      </StatusIndicator>
    </Link>
  );
}
