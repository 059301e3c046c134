import Spinner from '@cloudscape-design/components/spinner';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { getPublicAccessBlock, isPolicyPublic } from '../../api/s3/bucket-access.ts';
import { unlessMissing } from '../../api/s3/configuration.ts';
import { getVersioning } from '../../api/s3/properties.ts';
import { useLoad } from '../../parts/load.ts';

interface CellProps {
  readonly bucket: string;
}

/** Whether a bucket keeps versions, asked for when it is shown. */
export function VersioningCell({ bucket }: CellProps) {
  const { value, error } = useLoad(() => getVersioning(bucket), bucket);
  if (error !== undefined) return <Unknown />;
  if (value === undefined) return <Spinner />;
  return value === 'Enabled' ? (
    <StatusIndicator>Enabled</StatusIndicator>
  ) : (
    <StatusIndicator type="stopped">{value}</StatusIndicator>
  );
}

type Access = 'public' | 'blocked' | 'private';

async function accessOf(bucket: string): Promise<Access> {
  const [isPublic, block] = await Promise.all([
    unlessMissing(isPolicyPublic(bucket)),
    getPublicAccessBlock(bucket),
  ]);
  if (isPublic === true && !block.has('RestrictPublicBuckets')) return 'public';
  return block.size === 4 ? 'blocked' : 'private';
}

/** Whether everybody may come in, asked for when it is shown. */
export function AccessCell({ bucket }: CellProps) {
  const { value, error } = useLoad(() => accessOf(bucket), bucket);
  if (error !== undefined) return <Unknown />;
  if (value === undefined) return <Spinner />;
  if (value === 'public') return <StatusIndicator type="warning">Public</StatusIndicator>;
  if (value === 'blocked') return <StatusIndicator>Public access blocked</StatusIndicator>;
  return <StatusIndicator type="info">No public policy</StatusIndicator>;
}

function Unknown() {
  return <StatusIndicator type="stopped">You may not see this</StatusIndicator>;
}
