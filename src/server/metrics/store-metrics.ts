import type { Disk } from '../../store/disk.ts';
import { type Family, labels } from './family.ts';
import { Histogram } from './histogram.ts';

/** Counts what one process does to the metadata and to the disk of the blobs. */
export class StoreMetrics {
  readonly #durations = new Histogram();
  #committed = 0;
  #rejected = 0;
  #writtenBytes = 0;
  #readBytes = 0;
  #syncs = 0;

  /** A write of metadata ended: its COMMIT is on disk, or nothing was changed. */
  wrote(milliseconds: number, isCommitted: boolean): void {
    this.#durations.observe(milliseconds / 1_000);
    if (isCommitted) this.#committed += 1;
    else this.#rejected += 1;
  }

  /** The same disk, counted. */
  counting(disk: Disk): Disk {
    return {
      ...disk,
      write: (descriptor, bytes, position) => {
        this.#writtenBytes += bytes.length;
        return disk.write(descriptor, bytes, position);
      },
      read: (descriptor, into, position) => {
        this.#readBytes += into.length;
        return disk.read(descriptor, into, position);
      },
      readNow: (descriptor, into, position) => {
        this.#readBytes += into.length;
        return disk.readNow(descriptor, into, position);
      },
      sync: (descriptor) => {
        this.#syncs += 1;
        return disk.sync(descriptor);
      },
    };
  }

  families(): readonly Family[] {
    return [
      {
        name: 'strongroom_metadata_writes_total',
        help: 'Writes of metadata: committed and on disk, or taken back (a condition did not hold).',
        kind: 'counter',
        samples: new Map([
          [labels({ outcome: 'committed' }), this.#committed],
          [labels({ outcome: 'taken back' }), this.#rejected],
        ]),
      },
      {
        name: 'strongroom_metadata_write_duration_seconds',
        help: 'How long writes of metadata waited until their COMMIT was on disk.',
        kind: 'histogram',
        samples: new Map(this.#durations.samples({})),
      },
      {
        name: 'strongroom_blob_bytes_total',
        help: 'Bytes of object data that the disk was asked for; reads from memory are none.',
        kind: 'counter',
        samples: new Map([
          [labels({ direction: 'written' }), this.#writtenBytes],
          [labels({ direction: 'read' }), this.#readBytes],
        ]),
      },
      {
        name: 'strongroom_blob_syncs_total',
        help: 'Calls of fdatasync for files of object data; segments are written with O_DSYNC.',
        kind: 'counter',
        samples: new Map([['', this.#syncs]]),
      },
    ];
  }
}
