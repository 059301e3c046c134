import type { BlobRef } from '../../blobs/blobs.ts';
import type { Database } from './database.ts';

/** The side of the blob store that the metadata stores call. */
export interface BlobKeeper {
  /** The blob's row is committed. */
  registered(ref: BlobRef): void;
  /** The blob will not be registered. */
  discard(ref: BlobRef): Promise<void>;
  /** Blobs were released: files may be removed, after a while. */
  released(): void;
}

/**
 * Runs a write that registers a blob when it succeeds, and gives the blob up when it does not.
 * @param change registers the blob exactly when the kind of its result is 'put'
 */
export async function takeOver<Result extends { readonly kind: string }>(
  database: Database,
  keeper: BlobKeeper,
  ref: BlobRef,
  change: () => Result,
): Promise<Result> {
  let result: Result;
  try {
    result = await database.write(change);
  } catch (error) {
    await giveUp(keeper, ref);
    throw error;
  }
  if (result.kind === 'put') {
    keeper.registered(ref);
    keeper.released();
  } else {
    await giveUp(keeper, ref);
  }
  return result;
}

/** What cannot be removed now is found by the collection after the next start. */
async function giveUp(keeper: BlobKeeper, ref: BlobRef): Promise<void> {
  await keeper.discard(ref).catch(() => {});
}
