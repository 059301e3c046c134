import { ServiceError } from '../operation/errors.ts';
import type { ObjectVersion, WriteCondition } from '../store/objects.ts';

/** The conditional headers of a read, as they came. */
export interface ReadConditions {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly ifModifiedSince: string | undefined;
  readonly ifUnmodifiedSince: string | undefined;
}

export type ReadOutcome =
  | { readonly kind: 'proceed' }
  | { readonly kind: 'not-modified' }
  | { readonly kind: 'failed'; readonly condition: string };

type Validators = Pick<ObjectVersion, 'etag' | 'lastModifiedMs'>;

/**
 * Evaluates the conditions of a read in the order of RFC 9110, 13.2.2, which is S3's too: an ETag
 * condition makes the date condition of its kind void. A date that is none is ignored.
 */
export function evaluateRead(conditions: ReadConditions, object: Validators): ReadOutcome {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  const modifiedMs = Math.floor(object.lastModifiedMs / 1000) * 1000;
  if (ifMatch !== undefined) {
    if (!matchesEtag(ifMatch, object.etag)) return { kind: 'failed', condition: 'If-Match' };
  } else if (ifUnmodifiedSince !== undefined && modifiedMs > Date.parse(ifUnmodifiedSince)) {
    return { kind: 'failed', condition: 'If-Unmodified-Since' };
  }
  if (ifNoneMatch !== undefined) {
    if (matchesEtag(ifNoneMatch, object.etag)) return { kind: 'not-modified' };
  } else if (ifModifiedSince !== undefined && modifiedMs <= Date.parse(ifModifiedSince)) {
    return { kind: 'not-modified' };
  }
  return { kind: 'proceed' };
}

/**
 * The conditions on the source of a copy, which know no 304.
 * @throws ServiceError PreconditionFailed
 */
export function checkCopyConditions(conditions: ReadConditions, source: Validators): void {
  const failed = failedCondition(conditions, source);
  if (failed !== undefined) throw preconditionFailed(`x-amz-copy-source-${failed}`);
}

/** The header that does not hold, for writes, which know no 304. */
export function failedCondition(
  conditions: ReadConditions,
  object: Validators,
): string | undefined {
  const outcome = evaluateRead(conditions, object);
  if (outcome.kind === 'proceed') return undefined;
  if (outcome.kind === 'failed') return outcome.condition;
  return conditions.ifNoneMatch === undefined ? 'If-Modified-Since' : 'If-None-Match';
}

/** PreconditionFailed (412), naming the header that did not hold. */
export function preconditionFailed(condition: string): ServiceError {
  return new ServiceError('PreconditionFailed', { fields: { Condition: condition } });
}

/** Whether a list of ETags (`"a", W/"b"`, `*`, or one without quotes) has this one. */
function matchesEtag(list: string, etag: string): boolean {
  return list.split(',').some((entry) => {
    const tag = bareEtag(entry);
    return tag === '*' || tag === etag;
  });
}

/** An ETag without its quotes and without the mark of a weak one. */
export function bareEtag(value: string): string {
  return value
    .trim()
    .replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1');
}

/**
 * The condition of a write. S3 takes `If-None-Match: *` only, and one of the two.
 * @returns undefined where there is none
 * @throws ServiceError NotImplemented
 */
export function writeCondition(
  ifMatch: string | undefined,
  ifNoneMatch: string | undefined,
): WriteCondition | undefined {
  if (ifMatch === undefined && ifNoneMatch === undefined) return undefined;
  if (ifNoneMatch !== undefined && (bareEtag(ifNoneMatch) !== '*' || ifMatch !== undefined)) {
    throw new ServiceError('NotImplemented', { fields: { Header: 'If-None-Match' } });
  }
  return {
    ifMatch: ifMatch === undefined ? undefined : bareEtag(ifMatch),
    ifNoneMatch: ifNoneMatch === undefined ? undefined : '*',
  };
}
