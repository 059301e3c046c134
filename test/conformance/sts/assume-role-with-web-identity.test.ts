import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateOpenIDConnectProviderCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import {
  AssumeRoleWithWebIdentityCommand,
  type AssumeRoleWithWebIdentityCommandInput,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { iamClient, s3Client, stsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, deny } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { startIdentityProvider } from './identity-provider.ts';
import { createTrustedRole, trust, usable } from './trusted-roles.ts';

const action = 'sts:AssumeRoleWithWebIdentity';
const networks = ['--egress-network', '127.0.0.0/8', '--egress-network', '::1/128'];
const server = await useServer({ arguments: networks });
const provider = await startIdentityProvider();
const host = provider.url.slice('https://'.length);
const iam = iamClient(server);
const { OpenIDConnectProviderArn: providerArn = '' } = await iam.send(
  new CreateOpenIDConnectProviderCommand({
    Url: provider.url,
    ClientIDList: ['app', 'other-app'],
    ThumbprintList: [provider.thumbprint],
  }),
);
const trusting = (condition?: object, actions: unknown = action) =>
  trust({ Federated: providerArn }, condition, actions);
const role = await createTrustedRole(iam, [trusting()], [allow('s3:ListAllMyBuckets', '*')]);

function assume(token: string, input: Partial<AssumeRoleWithWebIdentityCommandInput> = {}) {
  return stsClient(server).send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: role.arn,
      RoleSessionName: 'job-7',
      WebIdentityToken: token,
      ...input,
    }),
  );
}

const refused = (call: Promise<unknown>) =>
  expectError(
    call,
    'AccessDenied',
    403,
    /^Not authorized to perform sts:(AssumeRoleWithWebIdentity|TagSession|SetSourceIdentity)$/,
  );
const invalid = (call: Promise<unknown>, words?: RegExp) =>
  expectError(call, 'InvalidIdentityToken', 400, words);

describe('AssumeRoleWithWebIdentity', () => {
  test('gives a session of the role to whom a trusted provider vouches for', async () => {
    const answer = await assume(provider.token());
    const arn = role.arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/');
    assert.equal(answer.AssumedRoleUser?.Arn, `${arn}/job-7`);
    assert.equal(answer.SubjectFromWebIdentityToken, 'repo:acme/site');
    assert.deepEqual([answer.Audience, answer.Provider], ['app', providerArn]);
    const session = usable(answer.Credentials);
    const who = await stsClient(server, session).send(new GetCallerIdentityCommand({}));
    assert.equal(who.Arn, `${arn}/job-7`);
    await s3Client(server, session).send(new ListBucketsCommand({}));
  });

  test('takes keys of elliptic curves too', async () => {
    assert.ok((await assume(provider.ecToken())).Credentials);
  });

  test('conditions see the claims, and policies of the session do later', async () => {
    const is = (sub: string, aud: string) => ({
      StringLike: { [`${host}:sub`]: sub },
      StringEquals: { [`${host}:aud`]: aud },
    });
    const fitting = await createTrustedRole(
      iam,
      [trusting(is('repo:acme/*', 'app'))],
      [
        {
          ...allow('s3:ListAllMyBuckets', '*'),
          Condition: {
            StringEquals: {
              [`${host}:sub`]: 'repo:acme/site',
              'aws:FederatedProvider': providerArn,
            },
          },
        },
      ],
    );
    const session = await assume(provider.token(), { RoleArn: fitting.arn });
    await s3Client(server, usable(session.Credentials)).send(new ListBucketsCommand({}));
    await refused(assume(provider.token({ sub: 'repo:evil/x' }), { RoleArn: fitting.arn }));
    await refused(assume(provider.token({ aud: 'other-app' }), { RoleArn: fitting.arn }));
    // The authorized party stands for the audience where the token names one.
    const authorized = provider.token({ aud: ['app', 'x'], azp: 'other-app' });
    await refused(assume(authorized, { RoleArn: fitting.arn }));
  });

  test('a role of another trust and a role that is not there are refused alike', async () => {
    const other = await createTrustedRole(iam, [trust({ Service: 'ec2.amazonaws.com' })]);
    await refused(assume(provider.token(), { RoleArn: other.arn }));
    await refused(assume(provider.token(), { RoleArn: `${role.arn}-no` }));
    const stopped = await createTrustedRole(iam, [
      trusting(),
      { ...deny(action, '*'), Resource: undefined, Principal: '*' },
    ]);
    await refused(assume(provider.token(), { RoleArn: stopped.arn }));
  });

  test('tokens that the provider did not sign are refused', async () => {
    for (const token of provider.forgeries()) {
      await invalid(assume(token), /^The web identity token that was passed could not/);
    }
    const [head = '', , seal = ''] = provider.token().split('.');
    const [, claims = ''] = provider.token({ sub: 'somebody else' }).split('.');
    await invalid(assume(`${head}.${claims}.${seal}`));
    await invalid(assume('no token'), /not a valid JWT/);
  });

  test('tokens of other audiences, providers and times are refused', async () => {
    await invalid(assume(provider.token({ aud: 'stranger' })), /^Incorrect token audience$/);
    const elsewhere = provider.token({ iss: 'https://id.example.com' });
    const unknown = /^No OpenIDConnect provider found in your account for https:\/\/id\.example/;
    await invalid(assume(elsewhere), unknown);
    const past = Math.floor(Date.now() / 1000) - 60;
    const expired = assume(provider.token({ exp: past }));
    await expectError(expired, 'ExpiredTokenException', 400, /^Token expired: current date/);
    await invalid(assume(provider.token({ nbf: past + 600 })));
    await invalid(assume(provider.token({ exp: undefined })), /Missing a required claim: exp/);
    await invalid(assume(provider.token({ sub: undefined })), /Missing a required claim: sub/);
  });

  test('claims of wrong types are refused like any other token', async () => {
    for (const claims of [{ iss: 7 }, { iss: {} }, { sub: 7 }, { sub: ['x'] }, { aud: [7] }]) {
      await invalid(assume(provider.token(claims)));
    }
    await invalid(assume(provider.token({ exp: 'soon' })));
  });

  test('an unknown key is looked for once, and then not for a while', async () => {
    const words = /^Couldn't retrieve verification key from your identity provider/;
    await invalid(assume(provider.token({}, { kid: 'three' })), words);
    const before = provider.fetches();
    await invalid(assume(provider.token({}, { kid: 'four' })), words);
    assert.equal(provider.fetches(), before);
  });

  test('tags and source identity of the token need their own trust', async () => {
    const token = provider.token({
      'https://aws.amazon.com/tags': { principal_tags: { team: ['blue'] } },
      'https://aws.amazon.com/source_identity': 'alice',
    });
    await refused(assume(token));
    const actions = [action, 'sts:TagSession', 'sts:SetSourceIdentity'];
    const Condition = { StringEquals: { 'aws:PrincipalTag/team': 'blue' } };
    const tagged = await createTrustedRole(
      iam,
      [trusting({ StringEquals: { 'aws:RequestTag/team': 'blue' } }, actions)],
      [{ ...allow('s3:ListAllMyBuckets', '*'), Condition }],
    );
    const answer = await assume(token, { RoleArn: tagged.arn });
    assert.equal(answer.SourceIdentity, 'alice');
    await s3Client(server, usable(answer.Credentials)).send(new ListBucketsCommand({}));
  });

  test('a provider without the right thumbprint gives no keys', async () => {
    const stranger = await startIdentityProvider();
    const { OpenIDConnectProviderArn: Federated = '' } = await iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: stranger.url,
        ClientIDList: ['app'],
        ThumbprintList: ['a'.repeat(40)],
      }),
    );
    const { arn: RoleArn } = await createTrustedRole(iam, [
      trust({ Federated }, undefined, action),
    ]);
    await invalid(assume(stranger.token(), { RoleArn }), /^Couldn't retrieve verification key/);
    assert.equal(stranger.fetches(), 0);
  });

  test('a private address is not asked unless the operator allows it', async () => {
    const careful = await useServer();
    const own = iamClient(careful);
    const { OpenIDConnectProviderArn: Federated = '' } = await own.send(
      new CreateOpenIDConnectProviderCommand({
        Url: provider.url,
        ClientIDList: ['app'],
        ThumbprintList: [provider.thumbprint],
      }),
    );
    const { arn: RoleArn } = await createTrustedRole(own, [
      trust({ Federated }, undefined, action),
    ]);
    const before = provider.fetches();
    const input = { RoleArn, RoleSessionName: 'job-7', WebIdentityToken: provider.token() };
    const call = stsClient(careful).send(new AssumeRoleWithWebIdentityCommand(input));
    await invalid(call, /^Couldn't retrieve verification key/);
    assert.equal(provider.fetches(), before);
  });
});
