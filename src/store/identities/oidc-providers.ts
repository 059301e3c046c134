import type { Created, Done, Exists, Missing, OverLimit, Tag } from './outcome.ts';

export interface OidcProvider {
  readonly accountId: string;
  readonly arn: string;
  /** Without the scheme, as AWS stores it. */
  readonly url: string;
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  readonly createdAtMs: number;
  readonly tags: readonly Tag[];
}

export interface OidcProviderStore {
  createOidcProvider(provider: OidcProvider): Promise<Created<OidcProvider> | Exists | OverLimit>;
  oidcProvider(arn: string): Promise<OidcProvider | undefined>;
  /** All of the account's, by ARN; AWS does not page them. */
  listOidcProviders(accountId: string): Promise<readonly OidcProvider[]>;
  /** 'done' for one that is there already, as it is with AWS. */
  addOidcClientId(arn: string, clientId: string): Promise<Done | Missing | OverLimit>;
  /** 'done' for one that is not there. */
  removeOidcClientId(arn: string, clientId: string): Promise<Done | Missing>;
  updateOidcThumbprints(
    arn: string,
    thumbprints: readonly string[],
  ): Promise<Done | Missing | OverLimit>;
  deleteOidcProvider(arn: string): Promise<Done | Missing>;
}
