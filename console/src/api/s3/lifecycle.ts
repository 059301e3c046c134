import { readTag, type Tag } from '../iam/tags.ts';
import type { XmlNode } from '../xml.ts';
import { deleteConfiguration, readConfiguration, writeConfiguration } from './configuration.ts';
import { element, Markup } from './markup.ts';

/** What is done to which objects, when. Undefined is: not at all. */
export interface LifecycleRule {
  readonly id: string;
  readonly enabled: boolean;
  readonly prefix: string;
  readonly tags: readonly Tag[];
  readonly largerThan: number | undefined;
  readonly smallerThan: number | undefined;
  readonly expireDays: number | undefined;
  /** A day at midnight UTC, as it came; the form knows days only. */
  readonly expireDate: string | undefined;
  readonly expireMarkers: boolean;
  readonly noncurrentDays: number | undefined;
  /** Noncurrent versions that stay however old they are. */
  readonly noncurrentKept: number | undefined;
  readonly abortDays: number | undefined;
  /** Transitions as XML, kept as they are. */
  readonly transitions: readonly string[];
}

const transitionNames = ['Transition', 'NoncurrentVersionTransition'];

function optionalNumber(node: XmlNode | undefined, name: string): number | undefined {
  const text = node?.optional(name);
  return text === undefined ? undefined : Number(text);
}

function readRule(node: XmlNode): LifecycleRule {
  const filter = node.child('Filter');
  // Several conditions stand in an And; one stands alone.
  const about = filter?.child('And') ?? filter;
  const expiration = node.child('Expiration');
  const noncurrent = node.child('NoncurrentVersionExpiration');
  return {
    id: node.text('ID'),
    enabled: node.text('Status') === 'Enabled',
    prefix: about?.optional('Prefix') ?? node.text('Prefix'),
    tags: about?.children('Tag').map(readTag) ?? [],
    largerThan: optionalNumber(about, 'ObjectSizeGreaterThan'),
    smallerThan: optionalNumber(about, 'ObjectSizeLessThan'),
    expireDays: optionalNumber(expiration, 'Days'),
    expireDate: expiration?.optional('Date'),
    expireMarkers: expiration?.flag('ExpiredObjectDeleteMarker') ?? false,
    noncurrentDays: optionalNumber(noncurrent, 'NoncurrentDays'),
    noncurrentKept: optionalNumber(noncurrent, 'NewerNoncurrentVersions'),
    abortDays: optionalNumber(node.child('AbortIncompleteMultipartUpload'), 'DaysAfterInitiation'),
    transitions: transitionNames.flatMap((name) => node.children(name).map(({ markup }) => markup)),
  };
}

function filterMarkup(rule: LifecycleRule): Markup {
  const conditions = [
    ...(rule.prefix === '' ? [] : [element('Prefix', rule.prefix)]),
    ...rule.tags.map(({ key, value }) =>
      element('Tag', [element('Key', key), element('Value', value)]),
    ),
    ...(rule.largerThan === undefined ? [] : [element('ObjectSizeGreaterThan', rule.largerThan)]),
    ...(rule.smallerThan === undefined ? [] : [element('ObjectSizeLessThan', rule.smallerThan)]),
  ];
  if (conditions.length === 0) return element('Filter', [element('Prefix', '')]);
  return element('Filter', conditions.length === 1 ? conditions : [element('And', conditions)]);
}

function expirationMarkup(rule: LifecycleRule): Markup {
  const { expireDays, expireDate, expireMarkers } = rule;
  const content = [
    element('Date', expireDate),
    element('Days', expireDays),
    element('ExpiredObjectDeleteMarker', expireMarkers ? true : undefined),
  ].filter(({ text }) => text !== '');
  return element('Expiration', content.length === 0 ? undefined : content);
}

function ruleMarkup(rule: LifecycleRule): Markup {
  const { noncurrentDays, abortDays } = rule;
  return element('Rule', [
    element('ID', rule.id || undefined),
    filterMarkup(rule),
    element('Status', rule.enabled ? 'Enabled' : 'Disabled'),
    ...rule.transitions.map((text) => new Markup(text)),
    expirationMarkup(rule),
    element(
      'NoncurrentVersionExpiration',
      noncurrentDays === undefined
        ? undefined
        : [
            element('NoncurrentDays', noncurrentDays),
            element('NewerNoncurrentVersions', rule.noncurrentKept),
          ],
    ),
    element(
      'AbortIncompleteMultipartUpload',
      abortDays === undefined ? undefined : [element('DaysAfterInitiation', abortDays)],
    ),
  ]);
}

export async function getLifecycle(bucket: string): Promise<LifecycleRule[]> {
  const root = await readConfiguration(bucket, 'lifecycle');
  return root?.children('Rule').map(readRule) ?? [];
}

/** Sets all rules of a bucket, or takes them away where there are none. */
export function putLifecycle(bucket: string, rules: readonly LifecycleRule[]): Promise<void> {
  if (rules.length === 0) return deleteConfiguration(bucket, 'lifecycle');
  const document = element('LifecycleConfiguration', rules.map(ruleMarkup));
  return writeConfiguration(bucket, 'lifecycle', document);
}
