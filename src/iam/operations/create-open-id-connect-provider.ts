import { oidcProviderArn } from '../../identity/arns.ts';
import { optional, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectCreated, refuse } from '../outcomes.ts';
import { onNew } from '../requirements.ts';
import { checkThumbprints, clientIds, oidcUrl, readOidcUrl, thumbprints } from '../shapes/oidc.ts';
import { describeTagsIfAny, readTags, tags } from '../shapes/tags.ts';

export const createOpenIdConnectProvider = defineOperation({
  name: 'CreateOpenIDConnectProvider',
  summary: 'Trust an OpenID Connect provider to vouch for identities.',
  input: {
    Url: oidcUrl,
    ClientIDList: optional(clientIds),
    ThumbprintList: optional(thumbprints),
    Tags: optional(tags),
  },
  output: { OpenIDConnectProviderArn: optional(text()), Tags: optional(tags) },
  errors: ['EntityAlreadyExists', 'InvalidInput', 'LimitExceeded'],
  authorize: ({ Url, Tags }, { accountId }) =>
    onNew(
      'iam:CreateOpenIDConnectProvider',
      'iam:TagOpenIDConnectProvider',
      oidcProviderArn(accountId, Url.replace(/^https:\/\//, '')),
      Tags,
    ),
  async handle({ input, accountId, identities, clock, fail }) {
    const url = readOidcUrl(fail, input.Url);
    const created = await identities.createOidcProvider({
      accountId,
      arn: oidcProviderArn(accountId, url),
      url,
      clientIds: input.ClientIDList ?? [],
      thumbprints: checkThumbprints(fail, input.ThumbprintList),
      createdAtMs: clock(),
      tags: readTags(fail, input.Tags),
    });
    if (created.outcome === 'exists') {
      return refuse(fail, created, `Provider with url ${input.Url} already exists.`);
    }
    const provider = expectCreated(fail, created);
    return { OpenIDConnectProviderArn: provider.arn, Tags: describeTagsIfAny(provider.tags) };
  },
});
