import { statfs } from 'node:fs/promises';
import { scrubFigures } from '../../store/scrub/scrub-figures.ts';
import { type Family, labels } from './family.ts';

/** What the whole server tells besides its workers. */
export async function serverMetrics(dataFolder: string): Promise<readonly Family[]> {
  const { bavail, blocks, bsize } = await statfs(dataFolder);
  const { damaged, endedAtMs } = scrubFigures(dataFolder);
  const gauge = (name: string, help: string, value: number, labelled = ''): Family => ({
    name: `strongroom_${name}`,
    help,
    kind: 'gauge',
    samples: new Map([[labelled, value]]),
  });
  return [
    gauge('disk_free_bytes', 'Room on the disk of the data folder.', bavail * bsize),
    gauge('disk_size_bytes', 'Size of that disk.', blocks * bsize),
    gauge('damaged_blobs', 'Stored blobs that a scrub found damaged.', damaged),
    gauge(
      'scrub_ended_timestamp_seconds',
      'When the last whole scrub ended; 0: none has.',
      (endedAtMs ?? 0) / 1_000,
    ),
    gauge('uptime_seconds', 'Since the server was started.', process.uptime()),
    gauge(
      'build_info',
      'The version of Node that it runs on.',
      1,
      labels({ node: process.versions.node }),
    ),
  ];
}
