import type { Fail } from '../operation/operation.ts';
import type { OidcProvider } from '../store/identities.ts';
import type { IamContext } from './define.ts';
import { missing, refuse } from './outcomes.ts';

/** A provider of the caller's account; those of others are not there. */
export async function ownOidcProvider(
  { accountId, identities }: IamContext,
  fail: Fail<'NoSuchEntity'>,
  arn: string,
): Promise<OidcProvider> {
  const provider = await identities.oidcProvider(arn);
  if (provider?.accountId === accountId) return provider;
  return refuse(fail, missing('oidc-provider', arn));
}
