import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onOidcProvider, tagFacts } from '../requirements.ts';
import { arn } from '../shapes/names.ts';
import { readTags, tags } from '../shapes/tags.ts';

export const tagOpenIdConnectProvider = defineOperation({
  name: 'TagOpenIDConnectProvider',
  summary: 'Add tags to an OpenID Connect provider, or change them.',
  input: { OpenIDConnectProviderArn: arn, Tags: tags },
  errors: ['InvalidInput', 'LimitExceeded', 'NoSuchEntity'],
  authorize: ({ OpenIDConnectProviderArn, Tags }, context) =>
    onOidcProvider(
      context,
      'iam:TagOpenIDConnectProvider',
      OpenIDConnectProviderArn,
      tagFacts(Tags),
    ),
  async handle({ input, accountId, identities, fail }) {
    const entity = {
      accountId,
      kind: 'oidc-provider',
      name: input.OpenIDConnectProviderArn,
    } as const;
    expectDone(fail, await identities.tag(entity, readTags(fail, input.Tags)));
    return undefined;
  },
});
