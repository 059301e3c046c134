import { actionInfo } from '../policy/index.ts';
import type { GrantTarget, RoleTemplate, TemplateStatement } from './role-template.ts';

/** The actions on buckets whose requests tell a prefix. */
const byPrefix = ['s3:ListBucket', 's3:ListBucketVersions'];

export type CustomRole =
  | { readonly ok: true; readonly template: RoleTemplate }
  | { readonly ok: false; readonly action: string; readonly reason: string };

/**
 * The template of a role of one's own: each action on what it acts on. Only actions that act on a
 * bucket or its objects, each named in full, since a wildcard grants what nobody looked at.
 */
export function customRole(actions: readonly string[]): CustomRole {
  const statements: TemplateStatement[] = [];
  for (const given of actions) {
    const info = actionInfo(given);
    if (info === undefined || info.service !== 's3') {
      const reason = given.includes('*') ? 'name each action in full' : 'S3 has no such action';
      return { ok: false, action: given, reason };
    }
    const names = info.resourceTypes.map(({ name }) => name);
    const target: GrantTarget = names.includes('object') ? 'objects' : 'bucket';
    if (target === 'bucket' && !names.includes('bucket')) {
      return { ok: false, action: given, reason: 'it acts on no bucket and no object' };
    }
    statements.push({
      name: info.name.slice('s3:'.length),
      target,
      actions: [info.name],
      ...(byPrefix.includes(info.name) ? { byPrefix: true } : {}),
    });
  }
  const summary = 'Actions of your own choice.';
  return { ok: true, template: { name: 'custom', summary, statements, extras: [] } };
}
