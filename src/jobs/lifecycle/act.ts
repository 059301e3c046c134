import { serviceCaller } from '../../http/authenticate.ts';
import { hostId } from '../../http/request-id.ts';
import type { Caller } from '../../identity/caller.ts';
import type { ServiceError } from '../../operation/errors.ts';
import type { WireRequest } from '../../operation/request.ts';
import type { Requirement, ResourceAccess } from '../../operation/requirement.ts';
import { objectArn } from '../../s3/arn.ts';
import type { KeptLifecycle } from '../../s3/configurations/lifecycle.ts';
import { announcementsOf } from '../../s3/notifications/announce.ts';
import type { Destinations } from '../../s3/notifications/destinations.ts';
import type { EventName } from '../../s3/notifications/event-names.ts';
import type { Bucket } from '../../store/buckets.ts';
import type { Stores } from '../../store/open.ts';
import type { Announcement } from '../../store/outbox.ts';
import type { Clock } from '../../store/surroundings.ts';
import type { Upload } from '../../store/uploads.ts';
import { authorizeService, type RecordAct } from '../service/service-act.ts';
import { serviceRequest } from '../service/service-request.ts';
import { lifecycleAccess, lifecycleService } from './authority.ts';
import type { StorageClass } from './plan.ts';

export interface ActorParts {
  readonly stores: Pick<Stores, 'buckets' | 'objects' | 'uploads'>;
  readonly destinations: Destinations | undefined;
  readonly clock: Clock;
  readonly region: string;
  readonly record: RecordAct;
}

/** The version that was seen when it was decided what is to be done with it. */
export interface SeenVersion {
  readonly key: string;
  readonly versionId: string;
  readonly sequence: number;
  readonly sizeBytes?: number;
}

/** What an act came to; 'changed': somebody else did something to the version meanwhile. */
export type Done = 'done' | 'changed' | 'refused';

const transitionOperations: Readonly<Record<StorageClass, string>> = {
  STANDARD_IA: 'S3.TRANSITION_SIA.OBJECT',
  ONEZONE_IA: 'S3.TRANSITION_ZIA.OBJECT',
  INTELLIGENT_TIERING: 'S3.TRANSITION_INT.OBJECT',
  GLACIER_IR: 'S3.TRANSITION_GIR.OBJECT',
  GLACIER: 'S3.TRANSITION.OBJECT',
  DEEP_ARCHIVE: 'S3.TRANSITION_GDA.OBJECT',
};

interface Act {
  readonly operation: string;
  readonly action: string;
  readonly method: 'DELETE' | 'PUT';
  readonly seen: Omit<SeenVersion, 'sequence'>;
  /** Whether the policies of the request are about this version, or about the key. */
  readonly namesVersion: boolean;
  /** What is told of it; undefined where S3 tells nothing. */
  readonly event: EventName | undefined;
  perform(announcements: readonly Announcement[] | undefined): Promise<Done>;
}

/** Does in one bucket what its lifecycle wants, each act authorized and recorded by itself. */
export class LifecycleActor {
  readonly #parts: ActorParts;
  readonly #bucket: Bucket;
  readonly #access: (requirement: Requirement) => ResourceAccess;
  readonly #caller: Caller = serviceCaller(lifecycleService);

  constructor(parts: ActorParts, bucket: Bucket, lifecycle: KeptLifecycle) {
    this.#parts = parts;
    this.#bucket = bucket;
    this.#access = lifecycleAccess(bucket, lifecycle);
  }

  /** Removes the current object, or covers it, as the versioning of the bucket has it. */
  expireCurrent(seen: SeenVersion): Promise<Done> {
    const { id: bucketId, versioning, accountId, ownerId } = this.#bucket;
    const mode = { Unversioned: 'remove', Enabled: 'marker', Suspended: 'null-marker' } as const;
    const isRemoved = versioning === 'Unversioned';
    return this.#act({
      operation: isRemoved ? 'S3.EXPIRE.OBJECT' : 'S3.CREATE.DELETEMARKER',
      action: 's3:DeleteObject',
      method: 'DELETE',
      seen,
      namesVersion: false,
      event: isRemoved ? 'LifecycleExpiration:Delete' : 'LifecycleExpiration:DeleteMarkerCreated',
      perform: async (announcements) => {
        const { kind } = await this.#parts.stores.objects.delete({
          announcements,
          bucketId,
          key: seen.key,
          mode: mode[versioning],
          condition: { ifSequence: seen.sequence },
          accountId,
          ownerId,
        });
        return kind === 'removed' || kind === 'marked' ? 'done' : 'changed';
      },
    });
  }

  /** Removes a version, or a delete marker, for good. One that is locked stays. */
  expireVersion(seen: SeenVersion): Promise<Done> {
    const { key, versionId, sequence } = seen;
    return this.#act({
      operation: 'S3.EXPIRE.OBJECT',
      action: 's3:DeleteObjectVersion',
      method: 'DELETE',
      seen,
      namesVersion: true,
      event: 'LifecycleExpiration:Delete',
      perform: async (announcements) => {
        const condition = { ifSequence: sequence };
        const input = { bucketId: this.#bucket.id, key, versionId, condition, announcements };
        const { kind } = await this.#parts.stores.objects.deleteVersion(input);
        if (kind === 'locked') return 'refused';
        return kind === 'deleted' ? 'done' : 'changed';
      },
    });
  }

  transition(seen: SeenVersion, storageClass: StorageClass): Promise<Done> {
    const { key, versionId, sequence } = seen;
    return this.#act({
      operation: transitionOperations[storageClass],
      action: 's3:PutObject',
      method: 'PUT',
      seen,
      namesVersion: false,
      event: 'LifecycleTransition',
      perform: async (announcements) => {
        const change = { storageClass, ifSequence: sequence, announcements };
        const { objects } = this.#parts.stores;
        const updated = await objects.update(this.#bucket.id, key, versionId, change);
        return updated === 'updated' ? 'done' : 'changed';
      },
    });
  }

  abort({ key, uploadId }: Pick<Upload, 'key' | 'uploadId'>): Promise<Done> {
    return this.#act({
      operation: 'S3.DELETE.UPLOAD',
      action: 's3:AbortMultipartUpload',
      method: 'DELETE',
      seen: { key, versionId: 'null' },
      namesVersion: false,
      event: undefined,
      perform: async () => {
        const aborted = await this.#parts.stores.uploads.abort(this.#bucket.id, key, uploadId);
        return aborted === 'aborted' ? 'done' : 'changed';
      },
    });
  }

  async #act({
    operation,
    action,
    method,
    seen,
    namesVersion,
    event,
    perform,
  }: Act): Promise<Done> {
    const { region, record } = this.#parts;
    const bucket = this.#bucket;
    const { key, versionId, sizeBytes } = seen;
    const request = serviceRequest(lifecycleService, method, bucket.name, key);
    const resource = objectArn(bucket.name, key);
    const context = new Map(namesVersion ? [['s3:versionid', versionId]] : []);
    const caller = this.#caller;
    const { refusal, decisions } = await authorizeService(
      { request, caller, bucket: bucket.name, key, region, access: this.#access },
      [{ action, resource, context }],
    );
    const announcements =
      event === undefined || refusal !== undefined
        ? undefined
        : await this.#announcements(event, request, seen);
    const done = refusal === undefined ? await perform(announcements) : 'refused';
    // A version that is locked, or changed meanwhile, is left alone: that is no act to tell of.
    if (done === 'done' || refusal !== undefined) {
      const shownVersion = bucket.versioning === 'Unversioned' ? undefined : versionId;
      const error: ServiceError | undefined = refusal;
      const about = { bucket, key, versionId: shownVersion, sizeBytes };
      record({ operation, request, caller, decisions, error, ...about });
    }
    return done;
  }

  #announcements(event: EventName, request: WireRequest, { key, sizeBytes }: Act['seen']) {
    const { stores, destinations, region, clock } = this.#parts;
    const source = { buckets: stores.buckets, bucket: this.#bucket, caller: this.#caller, hostId };
    const object = sizeBytes === undefined ? { key } : { key, sizeBytes };
    return announcementsOf({ ...source, request, destinations, region, clock }, event, object);
  }
}
