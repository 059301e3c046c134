import { CLOUDTRAIL } from './cloudtrail.gen.ts';
import { GLOBAL_KEYS } from './global-keys.ts';
import { IAM } from './iam.gen.ts';
import { KMS } from './kms.gen.ts';
import { S3 } from './s3.gen.ts';
import type { ServiceData } from './service-data.ts';
import { SERVICE_PREFIXES } from './services.gen.ts';
import { STS } from './sts.gen.ts';

export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

export interface ConditionKey {
  /** As AWS writes it; `*` stands for the variable part, as in `aws:RequestTag/*`. */
  readonly name: string;
  readonly type: string;
}

export interface ResourceType {
  readonly name: string;
  /** An ARN with `*` for its variable parts. */
  readonly arn: string;
  readonly conditionKeys: readonly ConditionKey[];
}

export interface ActionInfo {
  /** With the service prefix, as in `s3:GetObject`. */
  readonly name: string;
  readonly service: string;
  readonly accessLevel: AccessLevel;
  /** Empty when the action only accepts `*` as its resource. */
  readonly resourceTypes: readonly ResourceType[];
  /** The action's own keys; those of its resource types stand there, the global ones nowhere. */
  readonly conditionKeys: readonly ConditionKey[];
}

interface Service {
  readonly actions: readonly ActionInfo[];
  readonly resourceTypes: readonly ResourceType[];
}

const LEVELS: Readonly<Record<string, AccessLevel>> = {
  L: 'List',
  R: 'Read',
  W: 'Write',
  T: 'Tagging',
  P: 'Permissions management',
};

function linesOf(table: string): string[] {
  return table.split('\n').slice(1, -1);
}

function pick<T>(table: readonly T[], indexes: string | undefined): T[] {
  if (indexes === undefined || indexes === '-') return [];
  return indexes.split(',').flatMap((index) => table[Number(index)] ?? []);
}

function readService(data: ServiceData): Service {
  const keys = linesOf(data.conditionKeys).map((line): ConditionKey => {
    const [name = '', type = 'String'] = line.split(' ');
    return { name, type };
  });
  const resourceTypes = linesOf(data.resourceTypes).map((line): ResourceType => {
    const [name = '', arn = '', indexes] = line.split(' ');
    return { name, arn, conditionKeys: pick(keys, indexes) };
  });
  const sets = linesOf(data.keySets).map((line) => pick(keys, line));
  const actions = linesOf(data.actions).map((line): ActionInfo => {
    const [name, level = 'W', types, set] = line.split(' ');
    return {
      name: `${data.prefix}:${name}`,
      service: data.prefix,
      accessLevel: LEVELS[level] ?? 'Write',
      resourceTypes: pick(resourceTypes, types),
      conditionKeys: sets[Number(set)] ?? [],
    };
  });
  return { actions, resourceTypes };
}

const services: ReadonlyMap<string, Service> = new Map(
  [S3, IAM, STS, KMS, CLOUDTRAIL].map((data) => [data.prefix, readService(data)]),
);
const prefixes: ReadonlySet<string> = new Set(SERVICE_PREFIXES.trim().split(/\s+/));

/** All actions of the catalogue; an action's place is its id. */
export const catalogueActions: readonly ActionInfo[] = [...services.values()].flatMap(
  (service) => service.actions,
);

const ids = new Map<string, number>();
for (const [id, action] of catalogueActions.entries()) {
  ids.set(action.name, id);
  ids.set(action.name.toLowerCase(), id);
}

export const UNKNOWN_ACTION = -1;

/** The place of an action (any case) in `catalogueActions`, or UNKNOWN_ACTION. */
export function actionId(action: string): number {
  return ids.get(action) ?? ids.get(action.toLowerCase()) ?? UNKNOWN_ACTION;
}

/** The prefixes whose actions the catalogue knows. */
export function listServices(): string[] {
  return [...services.keys()];
}

/** All actions of a service; empty for a service that the catalogue does not hold. */
export function listActions(service: string): readonly ActionInfo[] {
  return services.get(service.toLowerCase())?.actions ?? [];
}

/** All resource types of a service. */
export function listResourceTypes(service: string): readonly ResourceType[] {
  return services.get(service.toLowerCase())?.resourceTypes ?? [];
}

/** What is known of an action such as `s3:GetObject`, whose case does not matter. */
export function actionInfo(action: string): ActionInfo | undefined {
  return catalogueActions[actionId(action)];
}

/** Every condition key that a request for the action may carry, the global ones included. */
export function conditionKeysOf(action: string): ConditionKey[] {
  const info = actionInfo(action);
  const own = info?.conditionKeys ?? [];
  const ofResources = (info?.resourceTypes ?? []).flatMap((type) => type.conditionKeys);
  const byName = new Map([...own, ...ofResources, ...GLOBAL_KEYS].map((key) => [key.name, key]));
  return [...byName.values()];
}

/** Whether AWS has a service of this prefix, known to the catalogue or not. */
export function isServicePrefix(prefix: string): boolean {
  return prefixes.has(prefix.toLowerCase());
}
