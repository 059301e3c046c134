import { statfs } from 'node:fs/promises';
import { type Family, labels } from './family.ts';

/** What the whole server tells besides its workers. */
export async function serverMetrics(dataFolder: string): Promise<readonly Family[]> {
  const { bavail, blocks, bsize } = await statfs(dataFolder);
  const gauge = (name: string, help: string, value: number, labelled = ''): Family => ({
    name: `strongroom_${name}`,
    help,
    kind: 'gauge',
    samples: new Map([[labelled, value]]),
  });
  return [
    gauge('disk_free_bytes', 'Room on the disk of the data folder.', bavail * bsize),
    gauge('disk_size_bytes', 'Size of that disk.', blocks * bsize),
    gauge('uptime_seconds', 'Since the server was started.', process.uptime()),
    gauge(
      'build_info',
      'The version of Node that it runs on.',
      1,
      labels({ node: process.versions.node }),
    ),
  ];
}
