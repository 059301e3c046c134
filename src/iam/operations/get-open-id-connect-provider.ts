import { optional, text, timestamp } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { ownOidcProvider } from '../oidc-providers.ts';
import { onOidcProvider } from '../requirements.ts';
import { arn } from '../shapes/names.ts';
import { clientIds, thumbprints } from '../shapes/oidc.ts';
import { describeTagsIfAny, tags } from '../shapes/tags.ts';

export const getOpenIdConnectProvider = defineOperation({
  name: 'GetOpenIDConnectProvider',
  summary: 'Return an OpenID Connect provider.',
  input: { OpenIDConnectProviderArn: arn },
  output: {
    Url: text(),
    ClientIDList: clientIds,
    ThumbprintList: thumbprints,
    CreateDate: timestamp('seconds'),
    Tags: optional(tags),
  },
  errors: ['NoSuchEntity'],
  authorize: ({ OpenIDConnectProviderArn }, context) =>
    onOidcProvider(context, 'iam:GetOpenIDConnectProvider', OpenIDConnectProviderArn),
  async handle(args) {
    const provider = await ownOidcProvider(args, args.fail, args.input.OpenIDConnectProviderArn);
    return {
      Url: provider.url,
      ClientIDList: provider.clientIds,
      ThumbprintList: provider.thumbprints,
      CreateDate: provider.createdAtMs,
      Tags: describeTagsIfAny(provider.tags),
    };
  },
});
