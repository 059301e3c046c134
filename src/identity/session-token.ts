import { deflateRawSync } from 'node:zlib';
import type { Tag } from '../store/identities.ts';
import type { Clock, RandomBytes } from '../store/surroundings.ts';
import type { MasterKeys } from './master-key.ts';
import { createTextSealer } from './sealed-text.ts';
import { readSessionGrant } from './session-grant.ts';

const purpose = 'session tokens, version 1';

/** Bytes of policies and tags after packing, as PackedPolicySize counts them: 100 percent. */
const packedLimitBytes = 4_096;
/** The longest token: what is packed, and names, ids and times besides. */
export const sessionTokenLengthLimit = 8_192;

/**
 * Everything that temporary credentials carry; there is no row of them anywhere. A `console` grant
 * is a password's and never becomes a token: its row is the session of the console.
 */
export interface SessionGrant {
  readonly kind: 'assumed-role' | 'federated-user' | 'session-token' | 'console';
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
  /** @param minimumLength bytes that the token has at least */
  issue(grant: SessionGrant, minimumLength?: number): IssuedToken;
  open(token: string): OpenedToken;
}

function packedPercentOf(grant: SessionGrant): number {
  const { policy, policyArns, tags } = grant;
  if (policy === undefined && policyArns.length === 0 && tags.length === 0) return 0;
  const packed = deflateRawSync(JSON.stringify([policy, policyArns, tags]));
  return Math.ceil((packed.length * 100) / packedLimitBytes);
}

/** Seals with a key that is derived from the current master key. */
export function createSessionTokens(
  masterKeys: MasterKeys,
  { clock, randomBytes }: { readonly clock: Clock; readonly randomBytes: RandomBytes },
): SessionTokens {
  const sealer = createTextSealer(masterKeys, {
    purpose,
    limit: sessionTokenLengthLimit,
    randomBytes,
  });
  const read = (token: string): SessionGrant | undefined => {
    const json = sealer.open(token);
    if (json === undefined) return undefined;
    try {
      return readSessionGrant(json);
    } catch {
      return undefined;
    }
  };
  return {
    issue(grant, minimumLength) {
      const packedPercent = packedPercentOf(grant);
      if (packedPercent > 100) return { outcome: 'too-large', packedPercent };
      const token = sealer.seal(JSON.stringify(grant), minimumLength);
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
