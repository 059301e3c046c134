import { apply } from './apply.ts';
import { type BucketChange, configureBucket } from './bucket-configuration.ts';
import type { Action } from './plan.ts';
import type { Prepared } from './prepare.ts';

/** Deleting so many objects looks like a mistake: nothing was done. */
export class TooManyDeletions extends Error {
  constructor(deletions: number, maxDelete: number) {
    super(
      `${deletions} objects would be deleted, and the cap is ${maxDelete}; nothing was done. ` +
        'If they shall go, raise --max-delete (-1 for no cap), or see them with --dry-run',
    );
    this.name = 'TooManyDeletions';
  }
}

/** Is told of each thing that was done. */
export interface SyncWatch {
  done(action: Action): void;
  configured(change: BucketChange): void;
}

/** @throws TooManyDeletions before anything is done */
export function checkDeletions({ plan }: Prepared, maxDelete: number): void {
  const deletions = plan.removals.flat().filter(({ kind }) => kind === 'delete').length;
  if (deletions > maxDelete) throw new TooManyDeletions(deletions, maxDelete);
}

/**
 * Carries a plan out: assets, pages, the bucket's configuration, deletions. It can be stopped
 * anywhere: the next sync plans from what is there then.
 * @throws ApplyFailure at the first action that fails, with nothing of a later phase done
 */
export async function carryOut(prepared: Prepared, watch: SyncWatch): Promise<void> {
  const { place, plan, changes } = prepared;
  await apply(place, plan.writes, watch.done);
  for (const change of changes) {
    await configureBucket(place, change);
    watch.configured(change);
  }
  await apply(place, plan.removals, watch.done);
}
