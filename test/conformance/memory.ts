import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createBucket } from './harness/buckets.ts';
import { s3Client } from './harness/clients.ts';
import { putInChunks, putPlain, readWhole } from './harness/large-object.ts';
import { memoryOf } from './harness/process-memory.ts';
import { startServer } from './harness/server.ts';
import { sendSigned } from './harness/signed-request.ts';
import { completeUpload, createUpload } from './harness/uploads.ts';

/** Of each process of the server, at its peak. */
const memoryLimitMiB = 300;
/** Parts that are on their way at once, as the AWS CLI and the SDKs do it. */
const partsAtOnce = 4;

export interface Sizes {
  readonly objectMiB: number;
  readonly partMiB: number;
  readonly keys: number;
}

const fillBucket = fileURLToPath(new URL('../seed/fill-bucket.ts', import.meta.url));

/** What a page says of where the next one begins, and how many keys it has. */
function readPage(text: string): { readonly keys: number; readonly next: string | undefined } {
  const next = /<NextContinuationToken>([^<]*)</.exec(text)?.[1];
  return { keys: text.split('<Key>').length - 1, next };
}

/** Large bodies and long listings, each with a server that did nothing else before. */
export async function describeMemory({ objectMiB, partMiB, keys }: Sizes): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'strongroom-memory-'));
  const dataFolder = join(folder, 'data');
  const server = await startServer({
    ...{ dataFolder, masterKeyFile: join(folder, 'master.key'), workers: 2 },
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const s3 = s3Client(server);
  const bucket = await createBucket(s3);

  /** The peak of every process so far, which the test's report shows. */
  const expectLittleMemory = (report: (line: string) => void) => {
    const processes = memoryOf(server.pid ?? 0);
    assert.ok(processes.length >= 3, 'one process that starts, and two that serve');
    report(`peak ${processes.map(({ peakMiB }) => `${peakMiB} MiB`).join(', ')}`);
    for (const { pid, peakMiB } of processes) {
      assert.ok(peakMiB > 0 && peakMiB < memoryLimitMiB, `process ${pid} had ${peakMiB} MiB`);
    }
  };

  describe(`the server stays below ${memoryLimitMiB} MiB a process`, () => {
    test(`while ${objectMiB} MiB come in by one PUT in chunks, and go out`, async (t) => {
      const path = `/${bucket}/chunked`;
      await putInChunks(server, { path, sizeMiB: objectMiB });
      expectLittleMemory((line) => t.diagnostic(line));
      await readWhole(server, path, objectMiB);
      expectLittleMemory((line) => t.diagnostic(line));
      await sendSigned(server, { method: 'DELETE', path, credentials: server.root });
    });

    test(`while ${objectMiB} MiB come in by parts of ${partMiB} MiB, and go out`, async (t) => {
      const upload = await createUpload(s3, bucket, 'parts');
      const path = `/${bucket}/parts`;
      const parts: { PartNumber: number; ETag: string }[] = [];
      const count = objectMiB / partMiB;
      let next = 1;
      const lane = async () => {
        while (next <= count) {
          const PartNumber = next;
          next += 1;
          const query = `partNumber=${PartNumber}&uploadId=${encodeURIComponent(upload.UploadId)}`;
          parts.push({
            PartNumber,
            ETag: await putPlain(server, { path, query, sizeMiB: partMiB }),
          });
        }
      };
      await Promise.all(Array.from({ length: partsAtOnce }, lane));
      await completeUpload(
        s3,
        upload,
        parts.sort((a, b) => a.PartNumber - b.PartNumber),
      );
      expectLittleMemory((line) => t.diagnostic(line));
      await readWhole(server, path, objectMiB);
      expectLittleMemory((line) => t.diagnostic(line));
      await sendSigned(server, { method: 'DELETE', path, credentials: server.root });
    });

    test(`while ${keys} keys are listed`, async (t) => {
      const listed = await createBucket(s3);
      const begunMs = performance.now();
      const fill = promisify(execFile);
      await fill(process.execPath, [fillBucket, dataFolder, listed, String(keys)]);
      const filledMs = performance.now();
      let count = 0;
      let next: string | undefined = '';
      while (next !== undefined) {
        const more: string = next === '' ? '' : `continuation-token=${encodeURIComponent(next)}&`;
        const answer = await sendSigned(server, {
          ...{ path: `/${listed}`, query: `${more}list-type=2`, credentials: server.root },
        });
        assert.equal(answer.status, 200, answer.text.slice(0, 500));
        const page = readPage(answer.text);
        count += page.keys;
        next = page.next;
      }
      assert.equal(count, keys);
      const seconds = (fromMs: number, toMs: number) => ((toMs - fromMs) / 1_000).toFixed(1);
      const listingSeconds = seconds(filledMs, performance.now());
      t.diagnostic(`filled in ${seconds(begunMs, filledMs)} s, listed in ${listingSeconds} s`);
      expectLittleMemory((line) => t.diagnostic(line));
    });
  });
}
