import { type EncryptionContext, printContext } from '../identity/encryption-context.ts';
import type { KeyRing } from '../identity/key-ring.ts';
import type { Fail } from '../operation/operation.ts';
import { blob, list, optional, structure, text, textMap } from '../operation/shape.ts';
import type { StoredKey } from '../store/keys.ts';
import { type CipherText, decodeCipherText, encodeCipherText } from './ciphertext.ts';

/** The longest plain text that a key encrypts itself. */
export const maxPlainBytes = 4_096;
export const maxCipherBytes = 6_144;

/** The names and values of an encryption context together. */
const maxContextCharacters = 8_192;

export const plaintext = blob(1, maxPlainBytes);
export const cipherBlob = blob(1, maxCipherBytes);
export const encryptionContext = optional(textMap());
export const grantTokens = optional(list('member', text(), { maxItems: 10 }));
export const algorithm = optional(text());

/** The document of a Nitro enclave, which nobody here can verify. */
export const recipient = optional(
  structure({
    KeyEncryptionAlgorithm: optional(text()),
    AttestationDocument: optional(blob(1, 262_144)),
  }),
);

interface CipherWish {
  readonly DryRun?: boolean | undefined;
  readonly Recipient?: object | undefined;
  readonly algorithms?: readonly (string | undefined)[];
  readonly contexts?: readonly (EncryptionContext | undefined)[];
}

/**
 * Refuses what no key here can do. Ask it last before the work: it also ends a dry run.
 * @throws ServiceError UnsupportedOperationException, ValidationException, DryRunOperationException
 */
export function checkWish(
  { DryRun, Recipient, algorithms = [], contexts = [] }: CipherWish,
  fail: Fail<'UnsupportedOperationException' | 'ValidationException' | 'DryRunOperationException'>,
): void {
  if (Recipient !== undefined) {
    fail('UnsupportedOperationException', { message: 'Recipient is not supported.' });
  }
  const other = algorithms.find((name) => name !== undefined && name !== 'SYMMETRIC_DEFAULT');
  if (other !== undefined) {
    fail('ValidationException', {
      message: `1 validation error detected: Value '${other}' at 'encryptionAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [SYMMETRIC_DEFAULT]`,
    });
  }
  if (contexts.some((context = {}) => printContext(context).length > maxContextCharacters)) {
    fail('ValidationException', { message: 'The encryption context is too long.' });
  }
  if (DryRun === true) fail('DryRunOperationException');
}

/** Moved to another key or context, a cipher text does not open. */
function aboutOf({ arn }: StoredKey, context: EncryptionContext = {}): string {
  return `${arn} ${printContext(context)}`;
}

/** The cipher text of plain bytes. */
export function encryptWith(
  ring: KeyRing,
  key: StoredKey,
  plain: Uint8Array,
  context: EncryptionContext | undefined,
): Buffer {
  return encodeCipherText({
    keyArn: key.arn,
    wrapped: ring.wrap(key, plain, aboutOf(key, context)),
  });
}

/** @throws ServiceError InvalidCiphertextException, for another context too */
export function decryptWith(
  ring: KeyRing,
  key: StoredKey,
  { wrapped }: CipherText,
  context: EncryptionContext | undefined,
  fail: Fail<'InvalidCiphertextException'>,
): Uint8Array {
  try {
    return ring.unwrap(key, wrapped, aboutOf(key, context));
  } catch {
    return fail('InvalidCiphertextException');
  }
}

/** @throws ServiceError InvalidCiphertextException */
export function readCipherText(
  bytes: Uint8Array,
  fail: Fail<'InvalidCiphertextException'>,
): CipherText {
  return decodeCipherText(bytes) ?? fail('InvalidCiphertextException');
}
