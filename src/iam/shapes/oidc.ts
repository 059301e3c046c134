import type { Fail } from '../../operation/operation.ts';
import { list, text } from '../../operation/shape.ts';

export const oidcUrl = text({ minLength: 1, maxLength: 255 });
export const clientId = text({ minLength: 1, maxLength: 255 });
export const clientIds = list('member', clientId);
/** Hexadecimal SHA-1 of a certificate. */
export const thumbprints = list('member', text({ minLength: 40, maxLength: 40 }));

/**
 * The URL as it is stored: without its scheme.
 * @throws ServiceError InvalidInput
 */
export function readOidcUrl(fail: Fail<'InvalidInput'>, url: string): string {
  const isProvider = URL.canParse(url) && /^https:\/\/[^?#@\s]+$/.test(url);
  if (!isProvider) {
    return fail('InvalidInput', { message: 'Invalid Open ID Connect Provider URL' });
  }
  return url.slice('https://'.length);
}

/** @throws ServiceError InvalidInput */
export function checkThumbprints(
  fail: Fail<'InvalidInput'>,
  given: readonly string[] = [],
): readonly string[] {
  if (given.every((thumbprint) => /^[0-9a-f]{40}$/i.test(thumbprint))) return given;
  return fail('InvalidInput', { message: 'Thumbprint must be a valid hex string.' });
}
