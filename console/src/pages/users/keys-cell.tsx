import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { type AccessKey, listAccessKeys } from '../../api/iam/access-keys.ts';
import { useLoad } from '../../parts/load.ts';
import { daysSince } from '../../parts/moments.tsx';

/** AWS's advice: a key is replaced after so many days. */
export const oldKeyDays = 90;

function ageOf(keys: readonly AccessKey[]): number {
  return Math.max(...keys.map(({ createDate }) => (createDate ? daysSince(createDate) : 0)));
}

/** How many active keys a user has, and how old the oldest is. */
export function KeysCell({ userName }: { readonly userName: string }) {
  const { value: keys } = useLoad(() => listAccessKeys(userName), userName);
  if (keys === undefined) return <>-</>;
  const active = keys.filter(({ status }) => status === 'Active');
  if (keys.length === 0) return <>None</>;
  if (active.length === 0) return <StatusIndicator type="stopped">Inactive</StatusIndicator>;
  const days = ageOf(active);
  const text = `${active.length} active, ${days === 0 ? 'new' : days === 1 ? '1 day' : `${days} days`}`;
  return <StatusIndicator type={days > oldKeyDays ? 'warning' : 'success'}>{text}</StatusIndicator>;
}
