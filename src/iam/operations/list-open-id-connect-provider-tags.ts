import { defineOperation } from '../define.ts';
import { expectFound } from '../outcomes.ts';
import { onOidcProvider } from '../requirements.ts';
import { arn } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';
import { describeTags, tags } from '../shapes/tags.ts';

export const listOpenIdConnectProviderTags = defineOperation({
  name: 'ListOpenIDConnectProviderTags',
  summary: 'List the tags of an OpenID Connect provider.',
  input: { OpenIDConnectProviderArn: arn, ...paging },
  output: { Tags: tags, ...pageEnd },
  errors: ['NoSuchEntity'],
  authorize: ({ OpenIDConnectProviderArn }, context) =>
    onOidcProvider(context, 'iam:ListOpenIDConnectProviderTags', OpenIDConnectProviderArn),
  async handle({ input, accountId, identities, fail }) {
    const entity = {
      accountId,
      kind: 'oidc-provider',
      name: input.OpenIDConnectProviderArn,
    } as const;
    const page = expectFound(fail, await identities.listTags(entity, pageRequest(input)));
    return { Tags: describeTags(page.items), ...pageEndOf(page) };
  },
});
