import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { suggestion } from '../policy/analyse/suggestion.ts';
import { ConfigurationError } from './configuration-error.ts';
import {
  type ConfigurationFile,
  type GivenSetting,
  maxConfigurationFileBytes,
  readConfigurationFile,
} from './configuration-file.ts';
import { notificationProblems } from './notification-settings.ts';
import { rootKeyProblems } from './root-key.ts';
import {
  type AnySetting,
  environmentName,
  environmentPrefix,
  isAllowedIn,
  type ListSetting,
  type Setting,
} from './setting.ts';
import type { ValueType } from './setting-values.ts';
import { type Settings, settings } from './settings.ts';
import { launchedVariable } from './stop-signals.ts';

type ValueOf<Declared> =
  Declared extends ListSetting<infer Value>
    ? readonly Value[]
    : Declared extends { type: ValueType<infer Value>; fallback: infer Fallback }
      ? Value | (Fallback extends undefined ? undefined : never)
      : never;

/** The settings in force: paths absolute, durations in milliseconds, sizes in bytes. */
export type Configuration = { readonly [Name in keyof Settings]: ValueOf<Settings[Name]> };

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ConfigurationSources {
  /** Texts of the options of the command line, by the name of the setting. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly environment: Environment;
  /** `--config FILE`: this one must exist. */
  readonly file?: string | undefined;
  /** The current folder: of relative paths, and of the file that is read when none is named. */
  readonly folder: string;
}

export const configurationFileName = 'strongroom-server.yaml';

/** Variables with the prefix that are no settings. */
export const configVariable = environmentName('config');
const otherVariables = [configVariable, launchedVariable];

/**
 * Puts the configuration together: an option beats the environment, the environment beats the
 * file, and the file beats the default. A list is taken whole from the strongest place.
 * @throws ConfigurationError naming every unknown key and every value that is not allowed
 */
export function loadConfiguration(sources: ConfigurationSources): Configuration {
  const { one, many, problems } = settingReaders(sources);
  const configuration: Configuration = {
    listen: many(settings.listen),
    adminListen: many(settings.adminListen),
    consoleListen: one(settings.consoleListen),
    publicEndpoint: one(settings.publicEndpoint),
    hostname: many(settings.hostname),
    region: one(settings.region),
    workers: one(settings.workers),
    tlsCertificate: one(settings.tlsCertificate),
    tlsKey: one(settings.tlsKey),
    trustedProxy: many(settings.trustedProxy),
    egressNetwork: many(settings.egressNetwork),
    drainTimeout: one(settings.drainTimeout),
    data: resolve(sources.folder, one(settings.data)),
    masterKeyFile: one(settings.masterKeyFile),
    collectAfter: one(settings.collectAfter),
    scrubEvery: one(settings.scrubEvery),
    scrubRate: one(settings.scrubRate),
    rootAccessKeyId: one(settings.rootAccessKeyId),
    rootSecretAccessKey: one(settings.rootSecretAccessKey),
    newBucketDefaults: one(settings.newBucketDefaults),
    policyRules: one(settings.policyRules),
    lifecycleDay: one(settings.lifecycleDay),
    readCache: one(settings.readCache),
    maxConnections: one(settings.maxConnections),
    maxRequestsInFlight: one(settings.maxRequestsInFlight),
    maxRequestsPerConnection: one(settings.maxRequestsPerConnection),
    maxHeaderSize: one(settings.maxHeaderSize),
    headerTimeout: one(settings.headerTimeout),
    stallTimeout: one(settings.stallTimeout),
    minThroughput: one(settings.minThroughput),
    keepAliveTimeout: one(settings.keepAliveTimeout),
    notificationTarget: many(settings.notificationTarget),
    notificationSecret: many(settings.notificationSecret),
    logLevel: one(settings.logLevel),
    logFormat: one(settings.logFormat),
    audit: one(settings.audit),
    auditFolder: one(settings.auditFolder),
    auditRetention: one(settings.auditRetention),
    accessLogInterval: one(settings.accessLogInterval),
    accessLogSize: one(settings.accessLogSize),
  };
  problems.push(...contradictions(configuration));
  if (problems.length > 0) throw new ConfigurationError(problems);
  return configuration;
}

interface SettingReaders {
  one<Value, Fallback>(setting: Setting<Value, Fallback>): Value | Fallback;
  many<Value>(setting: ListSetting<Value>): readonly Value[];
  /** What was wrong with what was read so far. */
  readonly problems: string[];
}

/** Reads settings from the strongest place that has each of them. */
function settingReaders(sources: ConfigurationSources): SettingReaders {
  const file = loadFile(sources);
  const problems = [...file.problems];
  const find = (setting: AnySetting): GivenSetting | undefined =>
    fromOptions(setting, sources) ??
    fromEnvironment(setting, sources) ??
    file.given.get(setting.name);

  function value<Value>(setting: { type: ValueType<Value> }, given: GivenSetting) {
    return given.texts.flatMap((text): Value[] => {
      const read = setting.type.read(text, given);
      if (read !== undefined) return [read];
      const quoted = setting.type.secret ? 'the value' : JSON.stringify(text);
      problems.push(`${given.where}: ${quoted} is not ${setting.type.expectation}`);
      return [];
    });
  }
  function one<Value, Fallback>(setting: Setting<Value, Fallback>): Value | Fallback {
    const given = find(setting);
    if (given === undefined) return setting.fallback;
    const [first, second] = value(setting, given);
    if (second !== undefined) problems.push(`${given.where}: is given more than once`);
    return first ?? setting.fallback;
  }
  function many<Value>(setting: ListSetting<Value>): readonly Value[] {
    const given = find(setting);
    return given === undefined ? setting.fallback : value(setting, given);
  }
  return { one, many, problems };
}

/** What is wrong between settings that are each right. */
function contradictions(configuration: Configuration): string[] {
  const { tlsCertificate, tlsKey, listen } = configuration;
  const problems = rootKeyProblems(configuration);
  if ((tlsCertificate === undefined) !== (tlsKey === undefined)) {
    problems.push('tls-certificate and tls-key are given together or not at all');
  }
  problems.push(...notificationProblems(configuration));
  if (listen.length === 0) problems.push('listen: at least one address is needed');
  return problems;
}

function fromOptions(
  setting: AnySetting,
  { options, folder }: ConfigurationSources,
): GivenSetting | undefined {
  const texts = options.get(setting.name);
  return texts && { texts, where: `option --${setting.name}`, folder };
}

function fromEnvironment(
  setting: AnySetting,
  { environment, folder }: ConfigurationSources,
): GivenSetting | undefined {
  const name = environmentName(setting.name);
  const text = environment[name];
  if (text === undefined || !isAllowedIn('environment', setting)) return undefined;
  const texts = 'list' in setting ? text.split(',').map((item) => item.trim()) : [text];
  return { texts, where: `environment variable ${name}`, folder };
}

function loadFile({ file, environment, folder }: ConfigurationSources): ConfigurationFile {
  const named = file ?? environment[configVariable];
  const path = resolve(folder, named ?? configurationFileName);
  if (named === undefined && statSync(path, { throwIfNoEntry: false }) === undefined) {
    return { given: new Map(), problems: [] };
  }
  try {
    if (statSync(path).size > maxConfigurationFileBytes) {
      throw new Error(`it is larger than ${maxConfigurationFileBytes} bytes`);
    }
    const description = { name: named ?? basename(path), folder: dirname(path) };
    return readConfigurationFile(readFileSync(path, 'utf8'), description, Object.values(settings));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError([`The configuration file ${path} cannot be read: ${reason}`]);
  }
}

/**
 * Variables with our prefix that nothing reads, for a warning and no more: orchestrators put
 * variables of their own (`STRONGROOM_SERVICE_HOST`) beside ours.
 */
export function unknownVariables(environment: Environment): string[] {
  const known = [
    ...Object.values(settings).map(({ name }) => environmentName(name)),
    ...otherVariables,
  ];
  return Object.keys(environment)
    .filter((name) => name.startsWith(environmentPrefix) && !known.includes(name))
    .filter((name) => !/_(SERVICE|PORT)(_|$)/.test(name))
    .map((name) => `unknown environment variable ${name}${suggestion(name, known)}`);
}
