import { printSize } from '../client/sizes.ts';
import type { BucketChange } from './bucket-configuration.ts';
import { type Action, actionsOf, type KeptObject, type Plan } from './plan.ts';
import type { Prepared } from './prepare.ts';

/** What a sync did, or would do, in numbers. */
export interface Summary {
  readonly uploaded: number;
  readonly updated: number;
  readonly deleted: number;
  readonly unchanged: number;
  /** Objects that are not of the site and stay all the same. */
  readonly kept: number;
  /** Of the uploads. */
  readonly bytes: number;
}

/** Counts a plan. */
export function summaryOf(plan: Plan): Summary {
  const actions = actionsOf(plan);
  const uploads = actions.filter((action) => action.kind === 'upload');
  return {
    uploaded: uploads.length,
    updated: actions.filter(({ kind }) => kind === 'update').length,
    deleted: actions.filter(({ kind }) => kind === 'delete').length,
    unchanged: plan.unchanged,
    kept: plan.kept.length,
    bytes: uploads.reduce((sum, { object }) => sum + object.sizeBytes, 0),
  };
}

/** `3 uploaded (1.2 kB), 0 updated, 1 deleted, 12 unchanged`. */
export function summaryLine(summary: Summary): string {
  const { uploaded, updated, deleted, unchanged, kept, bytes } = summary;
  const sent = uploaded === 0 ? '' : ` (${printSize(bytes)})`;
  return (
    `${uploaded} uploaded${sent}, ${updated} updated, ${deleted} deleted, ` +
    `${unchanged} unchanged${kept === 0 ? '' : `, ${kept} kept`}`
  );
}

/** One line an action; the stamp and the list of pruned assets are nobody's concern. */
export function actionLine(action: Action): string | undefined {
  switch (action.kind) {
    case 'upload': {
      const { key, headers, sizeBytes } = action.object;
      const facts = [
        action.reason,
        headers.redirect === undefined ? printSize(sizeBytes) : `to ${headers.redirect}`,
        headers.contentType,
        headers.contentEncoding,
        headers.cacheControl,
      ];
      return `upload  ${key}  (${facts.filter((fact) => fact !== undefined).join('; ')})`;
    }
    case 'update': {
      const texts = action.differences.map(
        ({ header, found, wanted }) => `${header}: ${found ?? 'none'} -> ${wanted ?? 'none'}`,
      );
      return `update  ${action.object.key}  (${texts.join('; ')})`;
    }
    case 'delete':
      return `delete  ${action.key}`;
    default:
      return undefined;
  }
}

/** A line about an object that stays though the folder does not have it. */
export function keptLine({ key, reason }: KeptObject): string {
  const why = {
    redirect: 'a redirect',
    grace: 'within its grace time',
    'no-delete': 'deleting is off',
  }[reason];
  return `keep    ${key}  (${why})`;
}

/** A line about a setting of the bucket. */
export function changeLine(change: BucketChange): string {
  if (change.kind === 'versioning') return 'bucket  versioning: Enabled';
  const { IndexDocument, ErrorDocument, RoutingRules } = change.configuration;
  const facts = [
    `index ${IndexDocument?.Suffix}`,
    ErrorDocument === undefined ? 'no error document' : `error ${ErrorDocument.Key}`,
    ...(RoutingRules === undefined ? [] : [`${RoutingRules.length} routing rules`]),
  ];
  return `bucket  website: ${facts.join(', ')}`;
}

/** All of it as one JSON object. */
export function reportJson(
  { place, plan, changes }: Prepared,
  facts: { readonly dryRun: boolean; readonly release?: string | undefined },
): string {
  const actions = actionsOf(plan).flatMap((action) => {
    switch (action.kind) {
      case 'upload': {
        const { key, sizeBytes: bytes, headers } = action.object;
        return [{ action: 'upload', key, reason: action.reason, bytes, headers }];
      }
      case 'update':
        return [{ action: 'update', key: action.object.key, differences: action.differences }];
      case 'delete':
        return [{ action: 'delete', key: action.key }];
      default:
        return [];
    }
  });
  const { bucket, prefix } = place;
  const { kept } = plan;
  return JSON.stringify({ bucket, prefix, ...facts, ...summaryOf(plan), actions, changes, kept });
}
