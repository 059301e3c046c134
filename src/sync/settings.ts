import { resolve } from 'node:path';
import type { WebsiteConfiguration } from '@aws-sdk/client-s3';
import {
  type Connection,
  environmentCredentials,
  environmentEndpoint,
  type GivenCredentials,
} from '../client/connection.ts';
import type { BucketWishes } from './bucket-configuration.ts';
import { hashCacheFile } from './hash-cache.ts';
import type { InvalidationSettings } from './invalidation.ts';
import type { Encoding, ObjectRules } from './rules.ts';
import { type GivenSettings, readGiven } from './setting-keys.ts';
import { readSettingsFile, SettingsError } from './settings-file.ts';

/** Everything that a sync is told. */
export interface SyncSettings {
  readonly connection: Connection;
  readonly bucket: string;
  /** Ends in a slash, or is empty. */
  readonly prefix: string;
  /** Absolute. */
  readonly buildFolder: string;
  /** Where the hashes of its files are kept; undefined where they are not. */
  readonly hashCacheFile: string | undefined;
  readonly ignore: readonly (string | RegExp)[];
  readonly prefer: readonly Encoding[];
  readonly redirects: ReadonlyMap<string, string>;
  readonly rules: ObjectRules;
  readonly wishes: BucketWishes;
  readonly delete: boolean;
  /** Refuse to delete more; Infinity for no cap. */
  readonly maxDelete: number;
  readonly graceMs: number;
  readonly force: boolean;
  readonly dryRun: boolean;
  readonly verbose: boolean;
  readonly concurrency: number;
  /** How many releases stay in the bucket. */
  readonly keepReleases: number;
  readonly invalidation: InvalidationSettings | undefined;
  /** What was passed over, to be told. */
  readonly warnings: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

export interface SettingsSources {
  /** Of the command line, by key of the settings file. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly environment: Environment;
  /** The current folder. */
  readonly folder: string;
  /** The settings file: named, looked for, or none. */
  readonly file: { readonly named: string | undefined } | 'none';
}

const defaults = { maxDelete: 256, concurrency: 16, keepReleases: 10, buildDir: 'build' } as const;

/**
 * Puts the settings together: an option beats the environment, and the environment beats the file.
 * @throws SettingsError
 */
export function loadSettings(sources: SettingsSources): SyncSettings {
  const { options, environment, folder } = sources;
  const file =
    sources.file === 'none'
      ? { given: {}, warnings: [], folder }
      : readSettingsFile(folder, sources.file.named);
  const fromOptions = readGiven(options, 'command line');
  if (fromOptions.problems.length > 0) throw new SettingsError(fromOptions.problems);
  const given: GivenSettings = {
    ...file.given,
    ...environmentSettings(environment),
    ...fromOptions.given,
  };
  if (!given.bucket) {
    throw new SettingsError([
      'no bucket is named: give --bucket, AWS_BUCKET or `bucket` in a file',
    ]);
  }
  const prefix = prefixOf(given.prefix);
  const buildBase = fromOptions.given.build_dir === undefined ? file.folder : folder;
  const buildFolder = resolve(buildBase, given.build_dir ?? defaults.buildDir);
  return {
    connection: connectionOf(given, fromOptions.given, environment),
    bucket: given.bucket,
    prefix,
    buildFolder,
    hashCacheFile: hashCacheFile(environment, buildFolder),
    ignore: given.ignore_paths ?? [],
    prefer: given.precompressed ?? (given.prefer_gzip === false ? [] : ['gzip']),
    redirects: new Map(
      Array.from(given.redirects ?? [], ([path, to]) => [path.replace(/^\/+/, ''), to]),
    ),
    rules: rulesOf(given),
    wishes: wishesOf(given, prefix),
    delete: given.delete ?? true,
    maxDelete: given.max_delete === -1 ? Infinity : (given.max_delete ?? defaults.maxDelete),
    graceMs: given.grace ?? 0,
    force: given.force ?? false,
    dryRun: given.dry_run ?? false,
    verbose: given.verbose ?? false,
    concurrency: given.concurrency ?? defaults.concurrency,
    keepReleases: given.keep_releases ?? defaults.keepReleases,
    invalidation: invalidationOf(given, prefix),
    warnings: [...file.warnings, ...prefixWarnings(given, prefix)],
  };
}

function environmentSettings(environment: Environment): GivenSettings {
  const found: Record<string, unknown> = {
    bucket: environment.AWS_BUCKET,
    region: environment.AWS_REGION || environment.AWS_DEFAULT_REGION,
    endpoint: environmentEndpoint(environment, 'S3'),
    profile: environment.AWS_PROFILE,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => Boolean(value)));
}

/**
 * A profile that the command line names is meant; else the key in the environment, whole, else the
 * file's, and AWS's own chain for all the rest (profiles, single sign-on, OIDC, roles of machines).
 */
function connectionOf(
  given: GivenSettings,
  options: GivenSettings,
  environment: Environment,
): Connection {
  const credentials =
    options.profile === undefined
      ? (environmentCredentials(environment) ?? fileCredentials(given))
      : undefined;
  return {
    endpoint: given.endpoint,
    region: given.region,
    profile: given.profile,
    credentials,
    pathStyle: given.path_style,
  };
}

function fileCredentials(given: GivenSettings): GivenCredentials | undefined {
  const { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey } = given;
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  if (!accessKeyId || !secretAccessKey) {
    throw new SettingsError([
      'aws_access_key_id and aws_secret_access_key are given together or not at all',
    ]);
  }
  return { accessKeyId, secretAccessKey, sessionToken: given.aws_session_token };
}

function prefixOf(written: string | undefined): string {
  const bare = (written ?? '').replace(/^\/+|\/+$/g, '');
  return bare === '' ? '' : `${bare}/`;
}

function rulesOf(given: GivenSettings): ObjectRules {
  const reduced = given.reduced_redundancy_storage ? 'REDUCED_REDUNDANCY' : undefined;
  return {
    cachingByPath: [...(given.caching_by_path ?? [])],
    cachingByType: Object.fromEntries(given.caching_policy ?? []),
    cachingDefault: given.default_caching_policy ?? {},
    contentTypes: [...(given.content_types ?? [])],
    acl: given.acl,
    storageClass: given.storage_class ?? reduced,
    encryption: given.encryption || undefined,
    kmsKeyId: given.kms_key_id,
  };
}

function wishesOf(given: GivenSettings, prefix: string): BucketWishes {
  if (prefix !== '') return { website: undefined, versioning: false };
  return { website: websiteOf(given), versioning: given.version_bucket ?? false };
}

function websiteOf(given: GivenSettings): WebsiteConfiguration | undefined {
  const { index_document: index, error_document: error, routing_rules: rules } = given;
  if (!index && !error && rules === undefined) return undefined;
  return {
    IndexDocument: { Suffix: index || 'index.html' },
    ...(error ? { ErrorDocument: { Key: error } } : {}),
    ...(rules === undefined || rules.length === 0 ? {} : { RoutingRules: [...rules] }),
  };
}

/** A prefix limits everything to itself: what is the whole bucket's is left alone. */
function prefixWarnings(given: GivenSettings, prefix: string): string[] {
  if (prefix === '') return [];
  const names = ['index_document', 'error_document', 'routing_rules', 'version_bucket'] as const;
  const meant = names.filter((name) => given[name]);
  if (meant.length === 0) return [];
  return [`${meant.join(', ')}: left alone, because a prefix limits sync to itself`];
}

function invalidationOf(given: GivenSettings, prefix: string): InvalidationSettings | undefined {
  const distribution = given.cloudfront_distribution_id;
  if (!distribution || given.cloudfront_invalidate === false) return undefined;
  return {
    distribution,
    all: given.cloudfront_invalidate_all ?? false,
    prefix,
    httpPrefix: given.http_prefix ?? '',
    indexDocument: given.index_document || 'index.html',
    batchSize: given.cloudfront_invalidation_batch_size ?? 1000,
    maxRetries: given.cloudfront_invalidation_max_retries ?? 5,
    batchDelayMs: (given.cloudfront_invalidation_batch_delay ?? 2) * 1000,
    wait: given.cloudfront_wait ?? false,
  };
}
