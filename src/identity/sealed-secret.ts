import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import type { IdentityStore } from '../store/identities.ts';
import type { RandomBytes } from '../store/surroundings.ts';
import type { DerivedKey, MasterKeys } from './master-key.ts';

const purpose = 'secret access keys, version 1';
const version = 's1';
const cipherName = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const rotationPage = 500;

/** A sealed secret cannot be opened: another master key, or bytes that were changed. */
export class SealBroken extends Error {}

/** Seals secrets with AES-256-GCM, bound to the account and key that they belong to. */
export interface SecretSealer {
  /** @returns an envelope: version, id of the master key, then nonce, text and tag in base64url */
  seal(accountId: string, accessKeyId: string, secret: string): string;
  /** @throws SealBroken */
  open(accountId: string, accessKeyId: string, envelope: string): string;
  /** Whether the current master key sealed it; if not, rotation seals it anew. */
  isCurrent(envelope: string): boolean;
}

/** Binds an envelope to its owner, so that it opens for no other account or key. */
function boundTo(accountId: string, accessKeyId: string): Buffer {
  return Buffer.from(`${accountId}\n${accessKeyId}`, 'utf8');
}

function openWith(key: KeyObject, sealed: Buffer, owner: Buffer): string {
  const nonce = sealed.subarray(0, nonceBytes);
  const text = sealed.subarray(nonceBytes, -tagBytes);
  const decipher = createDecipheriv(cipherName, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(owner);
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
}

/** Seals with the current master key and opens with every one that the file holds. */
export function createSecretSealer(masterKeys: MasterKeys, randomBytes: RandomBytes): SecretSealer {
  const keys = masterKeys.derive(purpose);
  const [current] = keys;
  const byId = new Map<string, DerivedKey>(keys.map((key) => [key.keyId, key]));
  return {
    seal(accountId, accessKeyId, secret) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(cipherName, current.key, nonce, { authTagLength: tagBytes });
      cipher.setAAD(boundTo(accountId, accessKeyId));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      const sealed = Buffer.concat([nonce, text, cipher.getAuthTag()]);
      return `${version}.${current.keyId}.${sealed.toString('base64url')}`;
    },
    open(accountId, accessKeyId, envelope) {
      const [form, keyId = '', encoded = ''] = envelope.split('.');
      const sealed = Buffer.from(encoded, 'base64url');
      if (form !== version || sealed.length < nonceBytes + tagBytes) {
        throw new SealBroken(`The sealed secret of ${accessKeyId} is not of a form known here.`);
      }
      const key = byId.get(keyId);
      if (key === undefined) {
        throw new SealBroken(
          `The secret of ${accessKeyId} was sealed with master key ${keyId}, but the master key ` +
            `file holds ${[...byId.keys()].join(', ')}. Put the file back that belongs to this data.`,
        );
      }
      try {
        return openWith(key.key, sealed, boundTo(accountId, accessKeyId));
      } catch {
        throw new SealBroken(`The sealed secret of ${accessKeyId} was changed since it was made.`);
      }
    },
    isCurrent: (envelope) => envelope.startsWith(`${version}.${current.keyId}.`),
  };
}

/**
 * Seals with the current master key what an earlier one sealed. Afterwards the earlier key can be
 * taken out of the file.
 * @returns how many secrets were sealed anew
 * @throws SealBroken at the first that cannot be opened; what came before stays sealed anew
 */
export async function rotateSecrets(
  identities: IdentityStore,
  sealer: SecretSealer,
): Promise<number> {
  let count = 0;
  let after: string | undefined;
  do {
    const page = await identities.listSealedSecrets({ after, limit: rotationPage });
    for (const { accountId, accessKeyId, sealedSecret } of page.items) {
      if (sealer.isCurrent(sealedSecret)) continue;
      const secret = sealer.open(accountId, accessKeyId, sealedSecret);
      const anew = sealer.seal(accountId, accessKeyId, secret);
      const result = await identities.resealAccessKey(accessKeyId, sealedSecret, anew);
      if (result.outcome === 'done') count += 1;
    }
    after = page.next;
  } while (after !== undefined);
  return count;
}

/**
 * Opens one sealed secret, to find at the start, not at the first request, that the master key
 * file belongs to other data.
 * @throws SealBroken
 */
export async function checkMasterKeys(
  identities: IdentityStore,
  sealer: SecretSealer,
): Promise<void> {
  const page = await identities.listSealedSecrets({ limit: 1 });
  for (const { accountId, accessKeyId, sealedSecret } of page.items) {
    sealer.open(accountId, accessKeyId, sealedSecret);
  }
}
