import { caching } from './caching-reader.ts';
import {
  count,
  duration,
  flag,
  listOf,
  mapOf,
  oneOf,
  pattern,
  text,
  type ValueReader,
} from './value-readers.ts';
import { routingRule } from './website-reader.ts';

const seconds = count(0);

/**
 * Every key of the settings file. The first groups are those that `.s3_sync` has always had; the
 * last is ours.
 */
export const settingKeys = {
  aws_access_key_id: text,
  aws_secret_access_key: text,
  aws_session_token: text,
  profile: text,
  bucket: text,
  region: text,
  endpoint: text,
  path_style: flag,

  prefix: text,
  http_prefix: text,
  build_dir: text,
  delete: flag,
  force: flag,
  dry_run: flag,
  verbose: flag,
  prefer_gzip: flag,
  content_types: mapOf(text),
  ignore_paths: listOf(pattern),
  acl: oneOf(
    'private',
    'public-read',
    'public-read-write',
    'authenticated-read',
    'aws-exec-read',
    'bucket-owner-read',
    'bucket-owner-full-control',
  ),
  encryption: {
    expectation: 'true, AES256 or aws:kms',
    read: (value) => {
      if (value === false || value === 'false') return '';
      if (value === true || value === 'true' || value === 'AES256') return 'AES256';
      return value === 'aws:kms' ? value : undefined;
    },
  } satisfies ValueReader<string>,
  reduced_redundancy_storage: flag,
  caching_policy: mapOf(caching),
  default_caching_policy: caching,

  version_bucket: flag,
  index_document: text,
  error_document: text,
  routing_rules: listOf(routingRule),

  cloudfront_distribution_id: text,
  cloudfront_invalidate: flag,
  cloudfront_invalidate_all: flag,
  cloudfront_invalidation_batch_size: count(1),
  cloudfront_invalidation_max_retries: count(0),
  cloudfront_invalidation_batch_delay: seconds,
  cloudfront_wait: flag,

  kms_key_id: text,
  storage_class: text,
  caching_by_path: mapOf(caching),
  precompressed: listOf(oneOf('br', 'gzip', 'zstd')),
  redirects: mapOf(text),
  max_delete: count(-1),
  grace: duration,
  concurrency: count(1),
  keep_releases: count(1),
} as const satisfies Readonly<Record<string, ValueReader<unknown>>>;

export type SettingKey = keyof typeof settingKeys;

/** Keys of `.s3_sync` that mean nothing here: there is no build to wait for. */
export const ignoredKeys: readonly string[] = ['after_build', 'after_s3_sync'];

type ValueOf<Reader> = Reader extends ValueReader<infer Value> ? Value : never;

/** What was given, each value read. */
export type GivenSettings = {
  readonly [Key in SettingKey]?: ValueOf<(typeof settingKeys)[Key]> | undefined;
};

/** Whether a word is a key. */
export function isSettingKey(name: string): name is SettingKey {
  return Object.hasOwn(settingKeys, name);
}

/**
 * Reads values by their keys. A value of null is no value: `acl:` with nothing behind it sends none.
 * @param where begins the message of a problem, such as `.s3_sync`
 */
export function readGiven(
  values: Readonly<Record<string, unknown>>,
  where: string,
): { readonly given: GivenSettings; readonly problems: string[]; readonly unknown: string[] } {
  const problems: string[] = [];
  const unknown: string[] = [];
  const given: Record<string, unknown> = {};
  for (const [written, value] of Object.entries(values)) {
    // Ruby writes its symbols with a colon.
    const name = written.replace(/^:/, '');
    if (ignoredKeys.includes(name)) continue;
    if (!isSettingKey(name)) {
      unknown.push(name);
      continue;
    }
    if (value === null || value === undefined) continue;
    const reader: ValueReader<unknown> = settingKeys[name];
    const read = reader.read(value);
    if (read === undefined) {
      const shown = name.includes('secret') ? 'what it is set to' : JSON.stringify(value);
      problems.push(`${where}: ${name}: ${shown} is not ${reader.expectation}`);
    } else given[name] = read;
  }
  return { given, problems, unknown };
}
