import { defineOperation } from '../define.ts';
import { ownOidcProvider } from '../oidc-providers.ts';
import { expectDone } from '../outcomes.ts';
import { onOidcProvider } from '../requirements.ts';
import { arn } from '../shapes/names.ts';
import { checkThumbprints, thumbprints } from '../shapes/oidc.ts';

export const updateOpenIdConnectProviderThumbprint = defineOperation({
  name: 'UpdateOpenIDConnectProviderThumbprint',
  summary: 'Replace the certificate thumbprints of an OpenID Connect provider.',
  input: { OpenIDConnectProviderArn: arn, ThumbprintList: thumbprints },
  errors: ['InvalidInput', 'LimitExceeded', 'NoSuchEntity'],
  authorize: ({ OpenIDConnectProviderArn }, context) =>
    onOidcProvider(context, 'iam:UpdateOpenIDConnectProviderThumbprint', OpenIDConnectProviderArn),
  async handle(args) {
    const { input, identities, fail } = args;
    const provider = await ownOidcProvider(args, fail, input.OpenIDConnectProviderArn);
    const given = checkThumbprints(fail, input.ThumbprintList);
    expectDone(fail, await identities.updateOidcThumbprints(provider.arn, given));
    return undefined;
  },
});
