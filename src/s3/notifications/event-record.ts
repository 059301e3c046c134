import type { Principal } from '../../policy/index.ts';
import type { Bucket } from '../../store/buckets.ts';
import { bucketArn } from '../arn.ts';
import { type EventName, eventVersion } from './event-names.ts';

/** What is known of an event before its change is made. */
export interface EventFacts {
  readonly name: EventName;
  readonly configurationId: string;
  readonly region: string;
  readonly atMs: number;
  readonly principal: Principal;
  readonly sourceIp: string;
  readonly requestId: string;
  readonly hostId: string;
  readonly bucket: Bucket;
  readonly key: string;
  readonly sizeBytes?: number | undefined;
  readonly etag?: string | undefined;
}

/** An event as it waits to be told; the version and the order are added then. */
export interface WaitingEvent {
  /** Whether the bucket has versions to tell of. */
  readonly isVersioned: boolean;
  readonly record: EventRecord;
}

/** AWS's record of an event ("Event message structure"). */
export interface EventRecord {
  readonly eventVersion: string;
  readonly eventSource: 'aws:s3';
  readonly awsRegion: string;
  readonly eventTime: string;
  readonly eventName: EventName;
  readonly userIdentity: { readonly principalId: string };
  readonly requestParameters: { readonly sourceIPAddress: string };
  readonly responseElements: Readonly<Record<'x-amz-request-id' | 'x-amz-id-2', string>>;
  readonly s3: {
    readonly s3SchemaVersion: '1.0';
    readonly configurationId: string;
    readonly bucket: {
      readonly name: string;
      readonly ownerIdentity: { readonly principalId: string };
      readonly arn: string;
    };
    readonly object: {
      /** Encoded as in a URL's query. */
      readonly key: string;
      readonly size?: number;
      readonly eTag?: string;
      readonly versionId?: string;
      readonly sequencer?: string;
    };
  };
}

/** Makes the text of an event that waits with its change. */
export function waitingEvent(facts: EventFacts): string {
  const { bucket, sizeBytes, etag } = facts;
  const record: EventRecord = {
    eventVersion: eventVersion(facts.name),
    eventSource: 'aws:s3',
    awsRegion: facts.region,
    eventTime: new Date(facts.atMs).toISOString(),
    eventName: facts.name,
    userIdentity: { principalId: principalIdOf(facts.principal) },
    requestParameters: { sourceIPAddress: facts.sourceIp },
    responseElements: { 'x-amz-request-id': facts.requestId, 'x-amz-id-2': facts.hostId },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: facts.configurationId,
      bucket: {
        name: bucket.name,
        ownerIdentity: { principalId: bucket.ownerId },
        arn: bucketArn(bucket.name),
      },
      object: {
        key: encodedKey(facts.key),
        ...(sizeBytes === undefined ? {} : { size: sizeBytes }),
        ...(etag === undefined ? {} : { eTag: etag }),
      },
    },
  };
  const waiting: WaitingEvent = { isVersioned: bucket.versioning !== 'Unversioned', record };
  return JSON.stringify(waiting);
}

/** Digits of a sequencer: of equal length, so that they compare as texts do. */
const sequencerDigits = 18;

/**
 * The message that tells of an event.
 * @param order grows with every change of the store; events of a key are in its order
 */
export function eventMessage(text: string, versionId: string | undefined, order: number): string {
  const { isVersioned, record }: WaitingEvent = JSON.parse(text);
  const sequencer = order.toString(16).toUpperCase().padStart(sequencerDigits, '0');
  const version = isVersioned && versionId !== undefined ? { versionId } : {};
  const object = { ...record.s3.object, ...version, sequencer };
  return JSON.stringify({ Records: [{ ...record, s3: { ...record.s3, object } }] });
}

function principalIdOf({ kind, userId, accountId, arn }: Principal): string {
  if (kind === 'service') return 's3.amazonaws.com';
  if (kind === 'anonymous') return 'AWS:ANONYMOUS';
  return `AWS:${userId || accountId || arn}`;
}

/** As Java's URLEncoder has it, which AWS uses, but with slashes as they are. */
function encodedKey(key: string): string {
  return encodeURIComponent(key)
    .replaceAll(/[!'()~]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+');
}
