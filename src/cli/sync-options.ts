import { choice, path, text } from '../server/setting-values.ts';
import { loadSettings, type SyncSettings } from '../sync/settings.ts';
import { SettingsError, settingsFileNames } from '../sync/settings-file.ts';
import { type CommandOption, type Invocation, UsageError } from './command.ts';

/** An option that stands for a key of the settings file. */
interface KeyOption extends CommandOption {
  readonly settingKey: string;
  /** What the flag sets the key to, where it is not true. */
  readonly meaning?: false;
}

const place = { group: 'Place and credentials' } as const;

const placeKeys: readonly KeyOption[] = [
  {
    ...place,
    ...{ name: 'bucket', settingKey: 'bucket', environment: 'AWS_BUCKET' },
    summary: 'The bucket of the site.',
    type: { ...text, placeholder: 'NAME' },
  },
  {
    ...place,
    ...{ name: 'prefix', settingKey: 'prefix' },
    summary: 'Keep the site under this prefix, and touch nothing else.',
    type: { ...text, placeholder: 'PREFIX' },
  },
  {
    ...place,
    ...{ name: 'endpoint-url', settingKey: 'endpoint', environment: 'AWS_ENDPOINT_URL' },
    summary: 'The S3 endpoint; AWS without one.',
    type: { ...text, placeholder: 'URL' },
  },
  {
    ...place,
    ...{ name: 'region', settingKey: 'region', environment: 'AWS_REGION' },
    summary: 'The region of the bucket.',
    type: { ...text, placeholder: 'REGION' },
  },
  {
    ...place,
    ...{ name: 'profile', settingKey: 'profile', environment: 'AWS_PROFILE' },
    summary: "A profile of AWS's configuration and credentials files.",
    type: { ...text, placeholder: 'NAME' },
  },
];

const fileOptions: readonly CommandOption[] = [
  {
    ...place,
    name: 'config',
    summary: 'The settings file.',
    type: path('FILE'),
    defaultText: `${settingsFileNames.join(' or ')} in the current folder, if it is there`,
  },
  { ...place, name: 'no-config', summary: 'Read no settings file.' },
];

const site = { group: 'Site' } as const;

const siteKeys: readonly KeyOption[] = [
  {
    ...site,
    ...{ name: 'build-dir', settingKey: 'build_dir', defaultText: 'build' },
    summary: 'The folder with the built site.',
    type: { ...text, placeholder: 'DIR' },
  },
  {
    ...site,
    ...{ name: 'ignore', settingKey: 'ignore_paths', repeatable: true },
    summary: 'Do not send paths like this glob, or like this regular expression between slashes.',
    type: { ...text, placeholder: 'PATTERN' },
  },
  {
    ...site,
    ...{ name: 'cache-control', settingKey: 'default_caching_policy' },
    summary: 'The Cache-Control of everything that no rule of the file is about.',
    type: text,
  },
  {
    ...site,
    ...{ name: 'acl', settingKey: 'acl', defaultText: 'none, as buckets of today want it' },
    summary: 'A canned ACL for every object.',
    type: { ...text, placeholder: 'ACL' },
  },
  {
    ...site,
    ...{ name: 'encryption', settingKey: 'encryption' },
    summary: 'Encryption at rest, where the bucket has no default.',
    type: choice('AES256', 'aws:kms'),
  },
  {
    ...site,
    ...{ name: 'kms-key-id', settingKey: 'kms_key_id' },
    summary: 'The key for aws:kms.',
    type: { ...text, placeholder: 'KEY' },
  },
  {
    ...site,
    ...{ name: 'storage-class', settingKey: 'storage_class' },
    summary: 'The storage class of every object.',
    type: { ...text, placeholder: 'CLASS' },
  },
  {
    ...site,
    ...{ name: 'website-index', settingKey: 'index_document' },
    summary: 'Make the bucket a website with this index document.',
    type: { ...text, placeholder: 'NAME' },
  },
  {
    ...site,
    ...{ name: 'website-error', settingKey: 'error_document' },
    summary: 'The page for what is missing.',
    type: { ...text, placeholder: 'KEY' },
  },
  {
    ...site,
    ...{ name: 'cloudfront-distribution', settingKey: 'cloudfront_distribution_id' },
    summary: 'Invalidate what changed in this distribution.',
    type: { ...text, placeholder: 'ID' },
  },
];

const run = { group: 'What is done' } as const;

const runKeys: readonly KeyOption[] = [
  {
    ...run,
    ...{ name: 'dry-run', settingKey: 'dry_run' },
    summary: 'Print what would be done, exactly, and write nothing.',
  },
  {
    ...run,
    ...{ name: 'force', settingKey: 'force' },
    summary: 'Send every file, changed or not.',
  },
  {
    ...run,
    ...{ name: 'no-delete', settingKey: 'delete', meaning: false },
    summary: 'Keep what the folder does not have.',
  },
  {
    ...run,
    ...{ name: 'max-delete', settingKey: 'max_delete', defaultText: '256' },
    summary: 'Do nothing at all where more objects than this would go; -1 for no cap.',
    type: { ...text, placeholder: 'COUNT' },
  },
  {
    ...run,
    ...{ name: 'grace', settingKey: 'grace', defaultText: '0' },
    summary: 'Keep assets this long after the first build without them: 12h, 7d.',
    type: { ...text, placeholder: 'TIME' },
  },
  {
    ...run,
    ...{ name: 'concurrency', settingKey: 'concurrency', defaultText: '16' },
    summary: 'Requests at once.',
    type: { ...text, placeholder: 'COUNT' },
  },
  {
    ...run,
    ...{ name: 'keep-releases', settingKey: 'keep_releases', defaultText: '10' },
    summary: 'With --release: how many of them stay.',
    type: { ...text, placeholder: 'COUNT' },
  },
  {
    ...run,
    ...{ name: 'verbose', settingKey: 'verbose' },
    summary: 'Name what is kept, too.',
  },
];

const placed: readonly CommandOption[] = [...placeKeys, ...fileOptions];

/** The options that say where a site is kept; every command about a site has them. */
export const sitePlaceOptions = placed.map(asCommandOption);

/** The options that say how a site is made what a release was. */
export const rollbackOptions = [
  ...placed,
  ...runKeys.filter(({ name }) => name !== 'force' && name !== 'keep-releases'),
].map(asCommandOption);

/** The options of `sync`. */
export const syncOptions = [...placed, ...siteKeys, ...runKeys].map(asCommandOption);

const keyOptions = [...placeKeys, ...siteKeys, ...runKeys];

/** What is our own of an option is nobody else's concern. */
function asCommandOption(option: CommandOption | KeyOption): CommandOption {
  if (!('settingKey' in option)) return option;
  const { settingKey: _key, meaning: _meaning, ...declared } = option;
  return declared;
}

/**
 * The settings of a site, from options, environment and file.
 * @throws UsageError
 */
export function siteSettings({ options, terminal }: Invocation): SyncSettings {
  const given: Record<string, unknown> = {};
  for (const { name, settingKey, type, repeatable, meaning } of keyOptions) {
    const texts = options.texts.get(name);
    if (texts === undefined) continue;
    if (type === undefined) given[settingKey] = meaning ?? true;
    else given[settingKey] = repeatable ? texts : texts.at(-1);
  }
  if (options.flag('no-config') && options.flag('config')) {
    throw new UsageError('--config and --no-config are given together');
  }
  try {
    return loadSettings({
      options: given,
      environment: terminal.environment,
      folder: terminal.folder,
      file: options.flag('no-config') ? 'none' : { named: options.text('config') },
    });
  } catch (error) {
    if (error instanceof SettingsError) throw new UsageError(error.message);
    throw error;
  }
}
