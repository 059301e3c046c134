import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { SimulationResult } from '../../api/iam/simulation.ts';

const looks = {
  allowed: { type: 'success', text: 'Allowed' },
  explicitDeny: { type: 'stopped', text: 'Denied by a statement' },
  implicitDeny: { type: 'error', text: 'Denied: nothing allows it' },
} as const;

/** What a simulated request would come to. */
export function Decision({ of }: { readonly of: SimulationResult['decision'] }) {
  const { type, text } = looks[of];
  return <StatusIndicator type={type}>{text}</StatusIndicator>;
}
