import type { XmlNode } from '../xml.ts';
import { bucketAddress } from './address.ts';
import { readDocument, writeConfiguration } from './configuration.ts';
import { element, type Markup } from './markup.ts';

/** Who is told of which events, of which keys. */
export interface Notification {
  readonly id: string;
  /** Of a topic (SNS), a queue (SQS) or a function (Lambda). */
  readonly destination: string;
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

/** What each kind of destination is called in the document, by the service of its ARN. */
const members = { sns: 'Topic', sqs: 'Queue', lambda: 'CloudFunction' } as const;

function memberOf(destination: string): string {
  const service = destination.split(':')[2];
  return service === 'sqs' || service === 'lambda' ? members[service] : members.sns;
}

function filterOf(node: XmlNode, name: string): string {
  const rules = node.child('Filter')?.child('S3Key')?.children('FilterRule') ?? [];
  return rules.find((rule) => rule.text('Name').toLowerCase() === name)?.text('Value') ?? '';
}

export async function getNotifications(bucket: string): Promise<Notification[]> {
  const root = await readDocument(bucketAddress(bucket, { notification: '' }));
  return Object.values(members).flatMap((member) =>
    root.children(`${member}Configuration`).map((node) => ({
      id: node.text('Id'),
      destination: node.text(member),
      events: node.children('Event').map(({ content }) => content),
      prefix: filterOf(node, 'prefix'),
      suffix: filterOf(node, 'suffix'),
    })),
  );
}

function filterMarkup({ prefix, suffix }: Notification): Markup {
  const rules = Object.entries({ prefix, suffix }).filter(([, value]) => value !== '');
  const markup = rules.map(([name, value]) =>
    element('FilterRule', [element('Name', name), element('Value', value)]),
  );
  return element('Filter', markup.length === 0 ? undefined : [element('S3Key', markup)]);
}

/** Sets all of them; none ends all. Each destination is told so, and has to answer. */
export function putNotifications(
  bucket: string,
  notifications: readonly Notification[],
): Promise<void> {
  const configurations = notifications.map((notification) => {
    const member = memberOf(notification.destination);
    return element(`${member}Configuration`, [
      element('Id', notification.id === '' ? undefined : notification.id),
      element(member, notification.destination),
      ...notification.events.map((event) => element('Event', event)),
      filterMarkup(notification),
    ]);
  });
  const document = element('NotificationConfiguration', configurations);
  return writeConfiguration(bucket, 'notification', document);
}
