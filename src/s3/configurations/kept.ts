import type { Bucket, Buckets } from '../../store/buckets.ts';
import type { CorsConfiguration } from './cors.ts';
import type { EncryptionConfiguration } from './encryption.ts';
import type { KeptLifecycle } from './lifecycle.ts';
import type { LoggingConfiguration } from './logging.ts';
import type { NotificationConfiguration } from './notification.ts';
import type { RequestPayment } from './request-payment.ts';
import type { WebsiteConfiguration } from './website.ts';

/** Configurations of buckets that are kept as JSON of their documents, by kind. */
export interface KeptConfigurations {
  readonly accelerate: { readonly Status: 'Enabled' | 'Suspended' };
  readonly cors: CorsConfiguration;
  readonly encryption: EncryptionConfiguration;
  readonly lifecycle: KeptLifecycle;
  readonly logging: LoggingConfiguration;
  readonly notification: NotificationConfiguration;
  readonly 'request-payment': RequestPayment;
  readonly website: WebsiteConfiguration;
}

/** Texts that were read since buckets last changed, by kind and bucket. */
interface Recent {
  revision: number;
  readonly texts: Map<string, string | undefined>;
}

const recent = new WeakMap<Buckets, Recent>();
const maxRecent = 10_000;

/** A configuration of a bucket as it was put; undefined where there is none. */
export async function keptConfiguration<K extends keyof KeptConfigurations>(
  buckets: Buckets,
  bucket: Pick<Bucket, 'id'>,
  kind: K,
): Promise<KeptConfigurations[K] | undefined> {
  const text = await keptText(buckets, bucket.id, kind);
  if (text === undefined) return undefined;
  const configuration: KeptConfigurations[K] = JSON.parse(text);
  return configuration;
}

/** Most buckets have none, and most requests ask: a look-up must cost no more than the revision. */
async function keptText(
  buckets: Buckets,
  bucketId: number,
  kind: keyof KeptConfigurations,
): Promise<string | undefined> {
  const revision = buckets.revision();
  let known = recent.get(buckets);
  if (known?.revision !== revision || known.texts.size >= maxRecent) {
    known = { revision, texts: new Map() };
    recent.set(buckets, known);
  }
  const name = `${kind} ${bucketId}`;
  if (known.texts.has(name)) return known.texts.get(name);
  const text = await buckets.configuration(bucketId, kind);
  // What changed while it was read is not remembered.
  if (buckets.revision() === revision) known.texts.set(name, text);
  return text;
}
