import { defineOperation } from '../define.ts';
import { ownOidcProvider } from '../oidc-providers.ts';
import { expectDone } from '../outcomes.ts';
import { onOidcProvider } from '../requirements.ts';
import { arn } from '../shapes/names.ts';
import { clientId } from '../shapes/oidc.ts';

export const removeClientIdFromOpenIdConnectProvider = defineOperation({
  name: 'RemoveClientIDFromOpenIDConnectProvider',
  summary: 'Accept a client id (audience) of an OpenID Connect provider no longer.',
  input: { OpenIDConnectProviderArn: arn, ClientID: clientId },
  errors: ['NoSuchEntity'],
  authorize: ({ OpenIDConnectProviderArn }, context) =>
    onOidcProvider(
      context,
      'iam:RemoveClientIDFromOpenIDConnectProvider',
      OpenIDConnectProviderArn,
    ),
  async handle(args) {
    const { input, identities, fail } = args;
    const provider = await ownOidcProvider(args, fail, input.OpenIDConnectProviderArn);
    expectDone(fail, await identities.removeOidcClientId(provider.arn, input.ClientID));
    return undefined;
  },
});
