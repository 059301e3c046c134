import { send } from '../request.ts';
import { ServiceError } from '../service-error.ts';
import { parseXml } from '../xml.ts';
import { bucketAddress } from './address.ts';
import { readDocument } from './configuration.ts';
import { crc32 } from './crc32.ts';
import { element, fitsXml } from './markup.ts';
import { deleteObject, readKey } from './objects.ts';
import { abortUpload, listUploads } from './uploads.ts';
import { listVersions } from './versions.ts';

/** An object, or one version of it. */
export interface Doomed {
  readonly key: string;
  readonly versionId?: string | undefined;
}

/** What could not be deleted, and why. */
export interface DeletionFailure extends Doomed {
  readonly code: string;
  readonly message: string;
}

/** How far a deletion is. */
export interface DeletionProgress {
  readonly deleted: number;
  readonly failures: readonly DeletionFailure[];
}

/** As many as DeleteObjects takes. */
const deletedAtOnce = 1_000;
/** Failures that are kept to be shown; the rest is only missing from the count. */
export const shownFailures = 1_000;

/** Deletes in the order given and tells of each step. */
export class Deletion {
  readonly #bucket: string;
  readonly #signal: AbortSignal;
  readonly #tell: (progress: DeletionProgress) => void;
  #deleted = 0;
  #failures: readonly DeletionFailure[] = [];

  constructor(bucket: string, signal: AbortSignal, tell: (progress: DeletionProgress) => void) {
    this.#bucket = bucket;
    this.#signal = signal;
    this.#tell = tell;
  }

  get progress(): DeletionProgress {
    return { deleted: this.#deleted, failures: this.#failures };
  }

  /** Deletes objects, or versions of them. */
  async delete(doomed: readonly Doomed[]): Promise<void> {
    for (let start = 0; start < doomed.length; start += deletedAtOnce) {
      this.#signal.throwIfAborted();
      await this.#deleteSome(doomed.slice(start, start + deletedAtOnce));
    }
  }

  /** Deletes what begins with a prefix: marks it deleted where the bucket keeps versions. */
  async deletePrefix(prefix: string): Promise<void> {
    let token: string | undefined;
    do {
      const root = await readDocument(
        bucketAddress(this.#bucket, {
          'list-type': 2,
          'encoding-type': 'url',
          prefix: prefix === '' ? undefined : prefix,
          'continuation-token': token,
        }),
      );
      await this.delete(root.children('Contents').map((node) => ({ key: readKey(node) })));
      token = root.flag('IsTruncated') ? root.optional('NextContinuationToken') : undefined;
    } while (token !== undefined);
  }

  /** Deletes all that a bucket holds: versions, delete markers, unfinished uploads. */
  async empty(): Promise<void> {
    let marker: string | undefined;
    do {
      const page = await listVersions(this.#bucket, '', { marker, size: deletedAtOnce });
      await this.delete(page.items);
      marker = page.next;
    } while (marker !== undefined);
    for (const upload of await listUploads(this.#bucket)) {
      this.#signal.throwIfAborted();
      await abortUpload(this.#bucket, upload.key, upload.uploadId);
    }
  }

  async #deleteSome(doomed: readonly Doomed[]): Promise<void> {
    const listable = doomed.filter(({ key }) => fitsXml(key));
    const failures = listable.length === 0 ? [] : await this.#request(listable);
    for (const one of doomed.filter(({ key }) => !fitsXml(key))) {
      const failure = await this.#deleteOne(one);
      if (failure !== undefined) failures.push(failure);
    }
    this.#deleted += doomed.length - failures.length;
    this.#failures = [...this.#failures, ...failures].slice(0, shownFailures);
    this.#tell(this.progress);
  }

  async #request(doomed: readonly Doomed[]): Promise<DeletionFailure[]> {
    const objects = doomed.map(({ key, versionId }) =>
      element('Object', [element('Key', key), element('VersionId', versionId)]),
    );
    const body = element('Delete', [element('Quiet', true), ...objects]).text;
    const response = await send(bucketAddress(this.#bucket, { delete: '' }), {
      method: 'POST',
      headers: {
        'content-type': 'application/xml',
        'x-amz-checksum-crc32': crc32(new TextEncoder().encode(body)),
      },
      body,
      signal: this.#signal,
    });
    const root = parseXml(await response.text());
    return (root?.children('Error') ?? []).map((node) => ({
      key: node.text('Key'),
      versionId: node.optional('VersionId'),
      code: node.text('Code'),
      message: node.text('Message'),
    }));
  }

  async #deleteOne(doomed: Doomed): Promise<DeletionFailure | undefined> {
    try {
      await deleteObject(this.#bucket, doomed.key, doomed.versionId);
      return undefined;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return { ...doomed, code: error.code, message: error.message };
    }
  }
}
