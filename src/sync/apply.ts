import { DeleteObjectCommand, DeleteObjectsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { failureText } from '../client/failure.ts';
import { inParallel } from '../client/in-parallel.ts';
import type { Action } from './plan.ts';
import { prunedKey, prunedText } from './pruned.ts';
import type { Place } from './remote.ts';
import { updateObject, uploadObject } from './write-object.ts';

/** An action did not succeed; nothing after its phase was begun. */
export class ApplyFailure extends Error {
  constructor(action: Action, error: unknown) {
    super(`${nameOf(action)}: ${failureText(error)}`, { cause: error });
    this.name = 'ApplyFailure';
  }
}

function nameOf(action: Action): string {
  if (action.kind === 'remember') return 'the list of pruned assets';
  return action.kind === 'delete' ? action.key : action.object.key;
}

/** Keys in one DeleteObjects: S3's limit. */
const deletionBatch = 1000;

/**
 * Does the actions of phases, one phase after the other.
 * @param onDone is told of each action that succeeded
 * @throws ApplyFailure
 */
export async function apply(
  place: Place,
  phases: readonly (readonly Action[])[],
  onDone: (action: Action) => void,
): Promise<void> {
  for (const phase of phases) {
    const deletions = phase.filter((action) => action.kind === 'delete');
    const others = phase.filter((action) => action.kind !== 'delete');
    await inParallel(others, place.concurrency, async (action) => {
      try {
        await perform(place, action);
      } catch (error) {
        throw new ApplyFailure(action, error);
      }
      onDone(action);
    });
    const batches = batchesOf(deletions);
    await inParallel(batches, place.concurrency, (batch) => deleteBatch(place, batch, onDone));
  }
}

type Deletion = Extract<Action, { kind: 'delete' }>;

function perform(place: Place, action: Exclude<Action, Deletion>): Promise<unknown> {
  switch (action.kind) {
    case 'upload':
      return uploadObject(place, action.object, action.stamp);
    case 'update':
      return updateObject(place, action.object, action.stamp);
    case 'stamp':
      return updateObject(place, action.object, action.stamp);
    case 'remember':
      return remember(place, action.pruned);
  }
}

function remember({ client, bucket: Bucket, prefix }: Place, pruned: ReadonlyMap<string, number>) {
  const Key = prunedKey(prefix);
  if (pruned.size === 0) return client.send(new DeleteObjectCommand({ Bucket, Key }));
  const Body = prunedText(pruned);
  const ContentType = 'application/json';
  return client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
}

function batchesOf(deletions: readonly Deletion[]): Deletion[][] {
  const batches: Deletion[][] = [];
  for (let at = 0; at < deletions.length; at += deletionBatch) {
    batches.push(deletions.slice(at, at + deletionBatch));
  }
  return batches;
}

async function deleteBatch(
  { client, bucket: Bucket }: Place,
  batch: readonly Deletion[],
  onDone: (action: Action) => void,
): Promise<void> {
  const [first] = batch;
  if (first === undefined) return;
  const Objects = batch.map(({ key }) => ({ Key: key }));
  const answer = await client
    .send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }))
    .catch((error) => Promise.reject(new ApplyFailure(first, error)));
  const refused = new Map(answer.Errors?.map((error) => [error.Key, error]));
  for (const action of batch) if (!refused.has(action.key)) onDone(action);
  for (const action of batch) {
    const error = refused.get(action.key);
    if (error !== undefined) throw new ApplyFailure(action, `${error.Code}: ${error.Message}`);
  }
}

/** Deletes what is none of the site's: sync's own objects that nothing needs any more. */
export async function deleteObjects(place: Place, keys: readonly string[]): Promise<void> {
  const deletions = keys.map((key): Deletion => ({ kind: 'delete', key, sizeBytes: 0 }));
  await apply(place, [deletions], () => undefined);
}
