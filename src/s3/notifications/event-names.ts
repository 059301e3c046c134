/** The events that S3 tells of ("Supported event types for SQS, SNS, and Lambda"), without `s3:`. */
export const eventNames = [
  'ObjectCreated:Put',
  'ObjectCreated:Post',
  'ObjectCreated:Copy',
  'ObjectCreated:CompleteMultipartUpload',
  'ObjectRemoved:Delete',
  'ObjectRemoved:DeleteMarkerCreated',
  'ObjectRestore:Post',
  'ObjectRestore:Completed',
  'ObjectRestore:Delete',
  'Replication:OperationFailedReplication',
  'Replication:OperationNotTracked',
  'Replication:OperationMissedThreshold',
  'Replication:OperationReplicatedAfterThreshold',
  'LifecycleExpiration:Delete',
  'LifecycleExpiration:DeleteMarkerCreated',
  'ObjectTagging:Put',
  'ObjectTagging:Delete',
  'ObjectAcl:Put',
  'LifecycleTransition',
  'IntelligentTiering',
  'ReducedRedundancyLostObject',
] as const;

export type EventName = (typeof eventNames)[number];

/** The names that a word of a configuration means, such as `s3:ObjectCreated:*`; none: unknown. */
export function eventsMeant(word: string): readonly EventName[] {
  if (!word.startsWith('s3:')) return [];
  const name = word.slice('s3:'.length);
  if (!name.endsWith(':*')) return eventNames.filter((known) => known === name);
  return eventNames.filter((known) => known.startsWith(name.slice(0, -1)));
}

/** Events of what only some services do have versions of their own in AWS's records. */
export function eventVersion(name: EventName): string {
  if (name.startsWith('Replication:')) return '2.2';
  const isNewer = /^(Lifecycle|IntelligentTiering|ObjectAcl|ObjectTagging|ObjectRestore:Delete)/;
  return isNewer.test(name) ? '2.3' : '2.1';
}
