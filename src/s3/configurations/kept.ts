import type { Bucket, Buckets } from '../../store/buckets.ts';
import type { CorsConfiguration } from './cors.ts';
import type { EncryptionConfiguration } from './encryption.ts';
import type { LifecycleConfiguration } from './lifecycle.ts';
import type { LoggingConfiguration } from './logging.ts';
import type { NotificationConfiguration } from './notification.ts';
import type { RequestPayment } from './request-payment.ts';
import type { WebsiteConfiguration } from './website.ts';

/** Configurations of buckets that are kept as JSON of their documents, by kind. */
export interface KeptConfigurations {
  readonly accelerate: { readonly Status: 'Enabled' | 'Suspended' };
  readonly cors: CorsConfiguration;
  readonly encryption: EncryptionConfiguration;
  readonly lifecycle: LifecycleConfiguration;
  readonly logging: LoggingConfiguration;
  readonly notification: NotificationConfiguration;
  readonly 'request-payment': RequestPayment;
  readonly website: WebsiteConfiguration;
}

/** A configuration of a bucket as it was put; undefined where there is none. */
export async function keptConfiguration<K extends keyof KeptConfigurations>(
  buckets: Buckets,
  bucket: Pick<Bucket, 'id'>,
  kind: K,
): Promise<KeptConfigurations[K] | undefined> {
  const text = await buckets.configuration(bucket.id, kind);
  if (text === undefined) return undefined;
  const configuration: KeptConfigurations[K] = JSON.parse(text);
  return configuration;
}
