import { defineOperation } from '../define.ts';
import { ownOidcProvider } from '../oidc-providers.ts';
import { expectDone } from '../outcomes.ts';
import { onOidcProvider } from '../requirements.ts';
import { arn } from '../shapes/names.ts';
import { clientId } from '../shapes/oidc.ts';

export const addClientIdToOpenIdConnectProvider = defineOperation({
  name: 'AddClientIDToOpenIDConnectProvider',
  summary: 'Accept another client id (audience) from an OpenID Connect provider.',
  input: { OpenIDConnectProviderArn: arn, ClientID: clientId },
  errors: ['LimitExceeded', 'NoSuchEntity'],
  authorize: ({ OpenIDConnectProviderArn }, context) =>
    onOidcProvider(context, 'iam:AddClientIDToOpenIDConnectProvider', OpenIDConnectProviderArn),
  async handle(args) {
    const { input, identities, fail } = args;
    const provider = await ownOidcProvider(args, fail, input.OpenIDConnectProviderArn);
    expectDone(fail, await identities.addOidcClientId(provider.arn, input.ClientID));
    return undefined;
  },
});
