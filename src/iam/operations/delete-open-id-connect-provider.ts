import { defineOperation } from '../define.ts';
import { ownOidcProvider } from '../oidc-providers.ts';
import { expectDone } from '../outcomes.ts';
import { onOidcProvider } from '../requirements.ts';
import { arn } from '../shapes/names.ts';

export const deleteOpenIdConnectProvider = defineOperation({
  name: 'DeleteOpenIDConnectProvider',
  summary: 'Trust an OpenID Connect provider no longer.',
  input: { OpenIDConnectProviderArn: arn },
  errors: ['NoSuchEntity'],
  authorize: ({ OpenIDConnectProviderArn }, context) =>
    onOidcProvider(context, 'iam:DeleteOpenIDConnectProvider', OpenIDConnectProviderArn),
  async handle(args) {
    const { input, identities, fail } = args;
    const provider = await ownOidcProvider(args, fail, input.OpenIDConnectProviderArn);
    expectDone(fail, await identities.deleteOidcProvider(provider.arn));
    return undefined;
  },
});
