import {
  type ActionInfo,
  actionInfo,
  actionMatches,
  conditionKeysOf,
  isGlobalKey,
  isServicePrefix,
  listActions,
  listServices,
  parseArn,
  type Statement,
} from '../index.ts';
import type { PolicyFinding } from './finding.ts';
import { suggestion } from './suggestion.ts';

/** What is wrong between the actions of a statement and the catalogue, its resources and its keys. */
export function actionFindings(statement: Statement): PolicyFinding[] {
  return [...unknownActions(statement), ...idleActions(statement), ...unknownKeys(statement)];
}

/** The actions of the catalogue that a value of Action covers. */
export function actionsOf(pattern: string): readonly ActionInfo[] {
  const exact = actionInfo(pattern);
  if (exact !== undefined) return [exact];
  const service = pattern.split(':')[0] ?? '';
  const services = pattern === '*' ? listServices() : [service];
  return services.flatMap(listActions).filter(({ name }) => actionMatches(pattern, name));
}

function isOfCatalogue(pattern: string): boolean {
  return listServices().includes((pattern.split(':')[0] ?? '').toLowerCase());
}

function unknownActions({ action }: Statement): PolicyFinding[] {
  return action.values.flatMap((value, index): PolicyFinding[] => {
    const position = action.spans[index]?.start ?? action.span.start;
    if (value === '*' || actionsOf(value).length > 0) return [];
    const [service = '', name = ''] = value.split(':');
    if (isOfCatalogue(value)) {
      const names = listActions(service).map((known) => known.name);
      const message = `No action is called ${value}${suggestion(value, names)}`;
      return [{ severity: 'error', code: 'unknown-action', message, position }];
    }
    if (name === '' || isServicePrefix(service)) return [];
    const message = `No service has the prefix ${service}`;
    return [{ severity: 'error', code: 'unknown-service', message, position }];
  });
}

/** Actions that act on something else than any of the resources: they are granted nothing. */
function idleActions({ action, resource }: Statement): PolicyFinding[] {
  if (action.negated || resource === undefined || resource.negated) return [];
  return action.values.flatMap((value, index): PolicyFinding[] => {
    const actions = actionsOf(value);
    if (actions.length === 0) return [];
    if (actions.some((one) => resource.values.some((arn) => acts(one, arn)))) return [];
    const position = action.spans[index]?.start ?? action.span.start;
    const message = `${value} has no effect here: it acts on ${resourcesOf(actions)}`;
    return [{ severity: 'warning', code: 'idle-action', message, position }];
  });
}

function resourcesOf(actions: readonly ActionInfo[]): string {
  const arns = actions.flatMap(({ resourceTypes }) => resourceTypes.map(({ arn }) => arn));
  // The plainest first: buckets and objects before access points and their objects.
  const [plainest] = arns.sort((a, b) => a.length - b.length);
  return plainest?.replace('arn:*:', 'arn:aws:') ?? 'no resource but "*"';
}

/** Whether an action can act on something that a value of Resource matches. */
function acts(action: ActionInfo, resource: string): boolean {
  if (resource === '*' || resource.includes('${')) return true;
  if (action.resourceTypes.length === 0) return false;
  return action.resourceTypes.some((type) => mayBe(type.name, type.arn, resource));
}

/** Whether some ARN of a resource type can match; rather yes than no where wildcards stand. */
function mayBe(type: string, typeArn: string, resource: string): boolean {
  const wanted = parseArn(typeArn);
  const given = parseArn(resource);
  if (wanted === undefined || given === undefined) return true;
  if (!/[*?]/.test(given.service) && given.service !== wanted.service) return false;
  if (type !== 'bucket' && type !== 'object') {
    if (wanted.account !== '' && given.account === '') return false;
    const [a, b] = [literalStart(wanted.resource), literalStart(given.resource)];
    return a.startsWith(b) || b.startsWith(a);
  }
  const slash = given.resource.indexOf('/');
  const before = slash === -1 ? given.resource : given.resource.slice(0, slash);
  const isWild = /[*?]/.test(before);
  // A wildcard crosses slashes, so that b* is also objects, and *b/x is also none of a bucket.
  return type === 'object' ? slash !== -1 || isWild : slash === -1 || before.endsWith('*');
}

function literalStart(pattern: string): string {
  return pattern.split(/[*?]/, 1)[0] ?? '';
}

function unknownKeys({ action, conditions }: Statement): PolicyFinding[] {
  const isWhollyKnown = !action.negated && action.values.every(isOfCatalogue);
  const known = new Set(
    action.values
      .flatMap(actionsOf)
      .flatMap(({ name }) => conditionKeysOf(name).map((key) => key.name)),
  );
  const knownNames = new Set([...known].map((name) => name.toLowerCase()));
  return conditions.flatMap(({ key, span }): PolicyFinding[] => {
    if (isGlobalKey(key)) return [];
    const isUnknownGlobal = key.toLowerCase().startsWith('aws:');
    const name = key.toLowerCase().replace(/\/.*/, '/*');
    if (!isUnknownGlobal && (!isWhollyKnown || knownNames.has(name))) return [];
    const message = `No request for these actions has the key ${key}${suggestion(key, known)}`;
    return [{ severity: 'warning', code: 'unknown-key', message, position: span.start }];
  });
}
