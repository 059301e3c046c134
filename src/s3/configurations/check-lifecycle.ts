import { randomUUID } from 'node:crypto';
import { ServiceError } from '../../operation/errors.ts';
import { readsTags } from '../lifecycle/filter.ts';
import { type LifecycleConfiguration, type LifecycleRule, maxIdLength } from './lifecycle.ts';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Holds a lifecycle to S3's rules, and gives an id to each rule that has none.
 * @throws ServiceError InvalidArgument, InvalidRequest, MalformedXML
 */
export function checkedLifecycle(configuration: LifecycleConfiguration): LifecycleConfiguration {
  const ids = new Set<string>();
  const rules = configuration.Rule.map((rule) => {
    const id = rule.ID === undefined || rule.ID === '' ? randomUUID() : rule.ID;
    if (id.length > maxIdLength) throw invalid('ID length should not exceed allowed limit of 255');
    if (ids.has(id)) {
      throw invalid(`Rule ID must be unique. Found same ID for more than one rule`);
    }
    ids.add(id);
    checkRule(rule);
    return { ...rule, ID: id };
  });
  return { Rule: rules };
}

function checkRule(rule: LifecycleRule): void {
  // A rule of the first version has a prefix, one of the second a filter; S3 wants one of them.
  if ((rule.Prefix === undefined) === (rule.Filter === undefined)) throw malformed();
  checkFilter(rule);
  checkExpiration(rule);
  for (const transition of rule.Transition ?? []) checkWhen(transition, 0);
  const noncurrent = rule.NoncurrentVersionExpiration;
  if (noncurrent !== undefined) checkDays(noncurrent.NoncurrentDays, 1, 'NoncurrentDays');
  for (const { NoncurrentDays } of rule.NoncurrentVersionTransition ?? []) {
    checkDays(NoncurrentDays, 0, 'NoncurrentDays');
  }
  const abort = rule.AbortIncompleteMultipartUpload;
  if (abort !== undefined) {
    checkDays(abort.DaysAfterInitiation, 1, 'DaysAfterInitiation');
    checkWithoutTags(rule, 'AbortIncompleteMultipartUpload');
  }
  const hasAction =
    rule.Expiration !== undefined ||
    (rule.Transition?.length ?? 0) > 0 ||
    noncurrent !== undefined ||
    (rule.NoncurrentVersionTransition?.length ?? 0) > 0 ||
    abort !== undefined;
  if (!hasAction) {
    throw new ServiceError('InvalidRequest', {
      message: 'At least one action needs to be specified in a rule',
    });
  }
}

/** A filter is one condition, or several inside And. */
function checkFilter({ Filter: filter }: LifecycleRule): void {
  if (filter === undefined) return;
  const given = Object.values(filter).filter((condition) => condition !== undefined);
  if (given.length > 1) throw malformed();
  const { And: and } = filter;
  if (and === undefined) return;
  const { ObjectSizeGreaterThan: above, ObjectSizeLessThan: below } = and;
  if (above !== undefined && below !== undefined && below <= above + 1) {
    throw invalid(
      "'ObjectSizeGreaterThan' should be less than 'ObjectSizeLessThan'",
      'InvalidRequest',
    );
  }
}

function checkExpiration(rule: LifecycleRule): void {
  const { Expiration: expiration } = rule;
  if (expiration === undefined) return;
  const { Date: date, Days: days, ExpiredObjectDeleteMarker: marker } = expiration;
  if ([date, days, marker].filter((member) => member !== undefined).length !== 1) throw malformed();
  if (marker === undefined) checkWhen(expiration, 1);
  else checkWithoutTags(rule, 'ExpiredObjectDeleteMarker');
}

/** Uploads and delete markers have no tags. */
function checkWithoutTags(rule: LifecycleRule, action: string): void {
  if (readsTags(rule)) {
    throw invalid(`${action} cannot be specified with Tags.`, 'InvalidRequest');
  }
}

interface When {
  readonly Date?: number | undefined;
  readonly Days?: number | undefined;
}

function checkWhen({ Date: dateMs, Days }: When, minDays: number): void {
  if ((dateMs === undefined) === (Days === undefined)) throw malformed();
  if (dateMs === undefined) checkDays(Days, minDays, 'Days');
  else if (dateMs % dayMs !== 0) throw invalid("'Date' must be at midnight GMT");
}

function checkDays(days: number | undefined, minDays: number, element: string): void {
  if (days !== undefined && days >= minDays) return;
  const words = minDays === 0 ? 'a non-negative' : 'a positive';
  throw invalid(`'${element}' for the action must be ${words} integer`);
}

function malformed(): ServiceError {
  return new ServiceError('MalformedXML');
}

function invalid(
  message: string,
  code: 'InvalidArgument' | 'InvalidRequest' = 'InvalidArgument',
): ServiceError {
  return new ServiceError(code, { message });
}
