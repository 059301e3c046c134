import { randomUUID } from 'node:crypto';
import { ServiceError } from '../../operation/errors.ts';
import { parseArn } from '../../policy/index.ts';
import type { NotificationConfiguration } from '../configurations/notification.ts';
import { eventsMeant } from './event-names.ts';
import { type NotificationEntry, notificationEntries } from './targets.ts';

const maxEntries = 100;
const maxFilterBytes = 1_024;
const maxIdLength = 255;
const services = { topic: 'sns', queue: 'sqs', function: 'lambda' } as const;

/**
 * Holds a notification configuration to S3's rules, and gives an id to each entry that has none.
 * @throws ServiceError InvalidArgument, NotImplemented
 */
export function checkedNotification(
  configuration: NotificationConfiguration,
): NotificationConfiguration {
  if (configuration.EventBridgeConfiguration !== undefined) {
    throw new ServiceError('NotImplemented', {
      message: 'There is no EventBridge here: map the ARN of a topic or a queue to a place.',
    });
  }
  const entries = notificationEntries(configuration);
  if (entries.length > maxEntries) {
    throw invalid(`A configuration has at most ${maxEntries} destinations.`);
  }
  for (const entry of entries) checkEntry(entry);
  checkFilters(configuration);
  const ids = entries.map(({ id }) => id).filter((id) => id !== '');
  if (new Set(ids).size !== ids.length) {
    throw invalid('Same ID used for multiple configurations. IDs must be unique');
  }
  for (const [index, entry] of entries.entries()) {
    for (const other of entries.slice(index + 1)) checkApart(entry, other);
  }
  return withIds(configuration);
}

function checkEntry({ id, arn, kind, words, prefix, suffix }: NotificationEntry): void {
  if (id.length > maxIdLength) throw invalid('ID length should not exceed allowed limit of 255');
  if (parseArn(arn)?.service !== services[kind]) {
    throw invalid('The ARN is not well formed', arn);
  }
  for (const word of words) {
    if (eventsMeant(word).length === 0) {
      throw invalid(`The event '${word}' is not supported for notifications`, word);
    }
  }
  for (const value of [prefix, suffix]) {
    if (Buffer.byteLength(value) > maxFilterBytes) {
      throw invalid('Size of filter rule value cannot exceed 1024 bytes in UTF-8 representation');
    }
  }
}

function checkFilters(configuration: NotificationConfiguration): void {
  const described = [
    ...(configuration.TopicConfiguration ?? []),
    ...(configuration.QueueConfiguration ?? []),
    ...(configuration.CloudFunctionConfiguration ?? []),
  ];
  for (const { Filter: filter } of described) {
    const names = (filter?.S3Key?.FilterRule ?? []).map(({ Name }) => Name.toLowerCase());
    for (const name of names) {
      if (name !== 'prefix' && name !== 'suffix') {
        throw invalid('filter rule name must be either prefix or suffix', name);
      }
      if (names.indexOf(name) !== names.lastIndexOf(name)) {
        throw invalid(`Cannot specify more than one ${name} rule in a filter.`);
      }
    }
  }
}

/** Two entries may not both be told of the same event of the same key. */
function checkApart(one: NotificationEntry, other: NotificationEntry): void {
  const events = new Set(one.words.flatMap(eventsMeant));
  if (!other.words.flatMap(eventsMeant).some((event) => events.has(event))) return;
  const sharesPrefix = one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix);
  const sharesSuffix = one.suffix.endsWith(other.suffix) || other.suffix.endsWith(one.suffix);
  if (!sharesPrefix || !sharesSuffix) return;
  throw invalid(
    one.hasFilter && other.hasFilter
      ? 'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if ' +
          'the prefixes are overlapping for the same event type.'
      : 'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
  );
}

function withIds(configuration: NotificationConfiguration): NotificationConfiguration {
  const named = <Entry extends { readonly Id?: string | undefined }>(entry: Entry) => ({
    ...entry,
    Id: entry.Id || randomUUID(),
  });
  return {
    TopicConfiguration: configuration.TopicConfiguration?.map(named),
    QueueConfiguration: configuration.QueueConfiguration?.map(named),
    CloudFunctionConfiguration: configuration.CloudFunctionConfiguration?.map(named),
  };
}

function invalid(message: string, value?: string): ServiceError {
  const fields = value === undefined ? {} : { ArgumentName: 'Event', ArgumentValue: value };
  return new ServiceError('InvalidArgument', { message, fields });
}
