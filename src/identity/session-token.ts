import { createCipheriv, createDecipheriv } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Tag } from '../store/identities.ts';
import type { Clock, RandomBytes } from '../store/surroundings.ts';
import type { DerivedKey, MasterKeys } from './master-key.ts';
import { readSessionGrant } from './session-grant.ts';

const purpose = 'session tokens, version 1';
const cipherName = 'aes-256-gcm';
const formatVersion = 1;
const keyIdBytes = 4;
const headBytes = 1 + keyIdBytes;
const nonceBytes = 12;
const tagBytes = 16;

/** Bytes of policies and tags after packing, as PackedPolicySize counts them: 100 percent. */
const packedLimitBytes = 4_096;
/** The longest token: what is packed, and names, ids and times besides. */
export const sessionTokenLengthLimit = 8_192;
/** Bounds what a token can unpack to. Only tokens that were sealed here are unpacked. */
const unpackedLimitBytes = 262_144;

/** Everything that temporary credentials carry; there is no row of them anywhere. */
export interface SessionGrant {
  readonly kind: 'assumed-role' | 'federated-user' | 'session-token';
  /** ASIA... */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accountId: string;
  /** The unique id of the role or user whose rights it has, or the account id for root. */
  readonly principalId: string;
  /** The role session's or federated user's name; empty for GetSessionToken. */
  readonly sessionName: string;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
  /** The text of the inline session policy. */
  readonly policy?: string | undefined;
  /** Managed policies as session policies. */
  readonly policyArns: readonly string[];
  readonly tags: readonly Tag[];
  /** Keys of the tags that a chained session inherits. */
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string | undefined;
  /** The provider of a web identity. */
  readonly federatedProvider?: string | undefined;
  /** Set when a session assumed the role: such a chain lasts an hour at most. */
  readonly chained: boolean;
  /** Further context keys, lower-case, such as those of a web identity. */
  readonly context: Readonly<Record<string, string>>;
}

export type IssuedToken =
  | { readonly outcome: 'issued'; readonly token: string; readonly packedPercent: number }
  /** AWS's PackedPolicyTooLarge; the percentage is above 100. */
  | { readonly outcome: 'too-large'; readonly packedPercent: number };

export type OpenedToken =
  | { readonly outcome: 'valid'; readonly grant: SessionGrant }
  | { readonly outcome: 'expired' }
  | { readonly outcome: 'invalid' };

/** Makes and opens session tokens: sealed, stateless, the same for every process. */
export interface SessionTokens {
  issue(grant: SessionGrant): IssuedToken;
  open(token: string): OpenedToken;
}

function packedPercentOf(grant: SessionGrant): number {
  const { policy, policyArns, tags } = grant;
  if (policy === undefined && policyArns.length === 0 && tags.length === 0) return 0;
  const packed = deflateRawSync(JSON.stringify([policy, policyArns, tags]));
  return Math.ceil((packed.length * 100) / packedLimitBytes);
}

function head(keyId: string): Buffer {
  return Buffer.concat([Buffer.from([formatVersion]), Buffer.from(keyId, 'hex')]);
}

function seal(key: DerivedKey, grant: SessionGrant, randomBytes: RandomBytes): string {
  const nonce = randomBytes(nonceBytes);
  const start = head(key.keyId);
  const cipher = createCipheriv(cipherName, key.key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(start);
  const text = Buffer.concat([
    cipher.update(deflateRawSync(JSON.stringify(grant))),
    cipher.final(),
  ]);
  return Buffer.concat([start, nonce, text, cipher.getAuthTag()]).toString('base64');
}

function unseal(key: DerivedKey, sealed: Buffer): string {
  const nonce = sealed.subarray(headBytes, headBytes + nonceBytes);
  const decipher = createDecipheriv(cipherName, key.key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(sealed.subarray(0, headBytes));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const text = sealed.subarray(headBytes + nonceBytes, -tagBytes);
  const packed = Buffer.concat([decipher.update(text), decipher.final()]);
  return inflateRawSync(packed, { maxOutputLength: unpackedLimitBytes }).toString('utf8');
}

/** Seals with a key that is derived from the current master key. */
export function createSessionTokens(
  masterKeys: MasterKeys,
  { clock, randomBytes }: { readonly clock: Clock; readonly randomBytes: RandomBytes },
): SessionTokens {
  const keys = masterKeys.derive(purpose);
  const byId = new Map(keys.map((key) => [key.keyId, key]));
  const read = (token: string): SessionGrant | undefined => {
    if (token.length > sessionTokenLengthLimit) return undefined;
    const sealed = Buffer.from(token, 'base64');
    if (sealed.length <= headBytes + nonceBytes + tagBytes) return undefined;
    // Decoding base64 forgives a lot; a token has one form only.
    if (sealed[0] !== formatVersion || sealed.toString('base64') !== token) return undefined;
    const key = byId.get(sealed.subarray(1, headBytes).toString('hex'));
    if (key === undefined) return undefined;
    try {
      return readSessionGrant(unseal(key, sealed));
    } catch {
      return undefined;
    }
  };
  return {
    issue(grant) {
      const packedPercent = packedPercentOf(grant);
      if (packedPercent > 100) return { outcome: 'too-large', packedPercent };
      const token = seal(keys[0], grant, randomBytes);
      return token.length > sessionTokenLengthLimit
        ? { outcome: 'too-large', packedPercent: 101 }
        : { outcome: 'issued', token, packedPercent };
    },
    open(token) {
      const grant = read(token);
      if (grant === undefined) return { outcome: 'invalid' };
      if (clock() >= grant.expiresAtMs) return { outcome: 'expired' };
      return { outcome: 'valid', grant };
    },
  };
}
