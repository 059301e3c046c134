import { text } from '../../operation/shape.ts';

/** `alias/` and a name. */
export const aliasName = text({ minLength: 1, maxLength: 256, pattern: /^[a-zA-Z0-9:/_-]+$/ });

/** Aliases that one key may have ("Quotas", of the KMS developer guide). */
export const maxAliasesPerKey = 50;

/**
 * What is wrong with the name of an alias that shall be made or deleted; undefined for nothing.
 * Those below `alias/aws/` belong to the service.
 */
export function aliasFault(name: string): string | undefined {
  if (!name.startsWith('alias/') || name.length === 'alias/'.length) {
    return 'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html';
  }
  return name.startsWith('alias/aws/')
    ? 'Alias names that begin with "alias/aws/" are reserved.'
    : undefined;
}
