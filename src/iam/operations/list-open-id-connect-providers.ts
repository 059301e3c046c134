import { list, structure, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { onAccount } from '../requirements.ts';

export const listOpenIdConnectProviders = defineOperation({
  name: 'ListOpenIDConnectProviders',
  summary: 'List the OpenID Connect providers of the account.',
  input: {},
  output: { OpenIDConnectProviderList: list('member', structure({ Arn: text() })) },
  errors: [],
  authorize: () => onAccount('iam:ListOpenIDConnectProviders'),
  async handle({ accountId, identities }) {
    const providers = await identities.listOidcProviders(accountId);
    return { OpenIDConnectProviderList: providers.map((provider) => ({ Arn: provider.arn })) };
  },
});
