import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onOidcProvider, tagKeyFacts } from '../requirements.ts';
import { arn } from '../shapes/names.ts';
import { tagKeys } from '../shapes/tags.ts';

export const untagOpenIdConnectProvider = defineOperation({
  name: 'UntagOpenIDConnectProvider',
  summary: 'Remove tags from an OpenID Connect provider.',
  input: { OpenIDConnectProviderArn: arn, TagKeys: tagKeys },
  errors: ['NoSuchEntity'],
  authorize: ({ OpenIDConnectProviderArn, TagKeys }, context) =>
    onOidcProvider(
      context,
      'iam:UntagOpenIDConnectProvider',
      OpenIDConnectProviderArn,
      tagKeyFacts(TagKeys),
    ),
  async handle({ input, accountId, identities, fail }) {
    const entity = {
      accountId,
      kind: 'oidc-provider',
      name: input.OpenIDConnectProviderArn,
    } as const;
    expectDone(fail, await identities.untag(entity, input.TagKeys));
    return undefined;
  },
});
