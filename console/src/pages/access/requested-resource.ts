import { listActions } from '../../../../src/policy/index.ts';
import { bucketArn, objectArn } from '../../api/s3/address.ts';

/** Actions are decided on what they are about: objects, the bucket, or everything. */
export function requestedResource(action: string, bucket: string, key: string): string {
  const [service = ''] = action.split(':');
  const types = listActions(service).find(({ name }) => name === action)?.resourceTypes ?? [];
  const names = types.map(({ name }) => name);
  if (bucket !== '' && names.includes('object')) return objectArn(bucket, key || '*');
  if (bucket !== '' && names.includes('bucket')) return bucketArn(bucket);
  return '*';
}
