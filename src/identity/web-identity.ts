import type { Tag } from '../store/identities.ts';

/** Whom the verified token of an identity provider vouches for, and what it says of them. */
export interface WebIdentity {
  readonly providerArn: string;
  /** The provider's URL without the scheme. */
  readonly provider: string;
  readonly subject: string;
  /** `azp` where the token has it, else the audience that the provider's client ids list. */
  readonly audience: string;
  /** Condition keys, lower case: `accounts.example.com:aud` and so on. */
  readonly facts: ReadonlyMap<string, string | readonly string[]>;
  readonly tags: readonly Tag[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity: string | undefined;
}
