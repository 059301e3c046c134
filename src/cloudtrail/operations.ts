import type { JsonOperation } from '../operation/json.ts';
import type { CloudTrailContext } from './define.ts';
import { lookupEvents } from './operations/lookup-events.ts';
import { unbuilt } from './operations/unbuilt.ts';

/** Every operation of the record's service. */
export const cloudTrailOperations: readonly JsonOperation<CloudTrailContext>[] = [
  lookupEvents,
  ...unbuilt,
];
