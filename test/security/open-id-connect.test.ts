import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { CreateOpenIDConnectProviderCommand } from '@aws-sdk/client-iam';
import { AssumeRoleWithWebIdentityCommand } from '@aws-sdk/client-sts';
import { iamClient, stsClient } from '../conformance/harness/clients.ts';
import { allow } from '../conformance/harness/identities.ts';
import { useServer } from '../conformance/harness/server.ts';
import { startIdentityProvider } from '../conformance/sts/identity-provider.ts';
import { createTrustedRole, trust } from '../conformance/sts/trusted-roles.ts';

const server = await useServer({
  arguments: ['--egress-network', '127.0.0.0/8', '--egress-network', '::1/128'],
});
const iam = iamClient(server);
const provider = await startIdentityProvider();
const { OpenIDConnectProviderArn: Federated = '' } = await iam.send(
  new CreateOpenIDConnectProviderCommand({
    ...{ Url: provider.url, ClientIDList: ['app'], ThumbprintList: [provider.thumbprint] },
  }),
);
const action = 'sts:AssumeRoleWithWebIdentity';
const role = await createTrustedRole(
  iam,
  [trust({ Federated }, undefined, action)],
  [allow('*', '*')],
);
const untrusting = await createTrustedRole(iam, [trust({ Service: 'ec2.amazonaws.com' })]);

/** The answer to a token: `given`, or code and message. */
async function answerTo(WebIdentityToken: string, RoleArn = role.arn): Promise<string> {
  const asked = { RoleArn, RoleSessionName: 'job', WebIdentityToken };
  return stsClient(server)
    .send(new AssumeRoleWithWebIdentityCommand(asked))
    .then(
      () => 'given',
      (error: Error) => `${error.name}: ${error.message}`,
    );
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const [, goodClaims = ''] = provider.token().split('.');

test('a token of the provider is taken', async () => {
  assert.equal(await answerTo(provider.token()), 'given');
  assert.equal(await answerTo(provider.ecToken()), 'given');
});

describe('CVE-2024-48916: a token without a signature is none', () => {
  for (const alg of ['none', 'None', 'NONE', 'nOnE', '', 'null']) {
    for (const seal of ['', 'x', 'AAAA']) {
      test(`alg "${alg}" with the signature "${seal}"`, async () => {
        const token = `${encoded({ alg, kid: 'one' })}.${goodClaims}.${seal}`;
        assert.match(await answerTo(token), /^InvalidIdentityToken/);
      });
    }
  }
});

describe('CVE-2026-33322: the algorithm is never what the token wants', () => {
  test('no forgery of the provider is taken', async () => {
    for (const token of provider.forgeries()) {
      assert.match(await answerTo(token), /^InvalidIdentityToken/);
    }
  });

  for (const header of [
    { alg: 'HS256', kid: 'one' },
    { alg: 'HS384', kid: 'one' },
    { alg: 'HS512', kid: 'two' },
    { alg: 'HS256' },
    { alg: 'HS256', kid: 'one', jwk: { kty: 'oct', k: 'c2VjcmV0' } },
    { alg: 'HS256', kid: '../../../../dev/null' },
    { alg: 'HS256', kid: "' UNION SELECT 'secret" },
  ]) {
    test(`a secret of our own under ${JSON.stringify(header)}`, async () => {
      const text = `${encoded(header)}.${goodClaims}`;
      for (const secret of ['secret', '', provider.thumbprint]) {
        const seal = createHmac('sha256', secret).update(text).digest('base64url');
        assert.match(await answerTo(`${text}.${seal}`), /^InvalidIdentityToken/);
      }
    });
  }

  test("keys, certificates and addresses in the token's own header are not believed", async () => {
    for (const extra of [
      { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } },
      { jku: `${provider.url}/keys` },
      { x5u: 'https://127.0.0.1:1/cert.pem' },
      { crit: ['b64'], b64: false },
    ]) {
      const [head = '', claims = '', seal = ''] = provider.token().split('.');
      const changed = { ...JSON.parse(Buffer.from(head, 'base64url').toString()), ...extra };
      assert.match(
        await answerTo(`${encoded(changed)}.${claims}.${seal}`),
        /^InvalidIdentityToken/,
      );
    }
  });
});

describe('CVE-2026-33419: what is there cannot be found out by asking', () => {
  test('a role that trusts others and a role that is not there are told alike', async () => {
    const token = provider.token();
    const missing = await answerTo(token, `${role.arn}-missing`);
    assert.match(missing, /^AccessDenied/);
    assert.equal(await answerTo(token, untrusting.arn), missing);
    const elsewhere = role.arn.replace(/\d{12}/, '111122223333');
    assert.match(
      await answerTo(token, elsewhere),
      /No OpenIDConnect provider found in your account/,
    );
  });

  test('a bad token is told before anything of the role', async () => {
    const [bad = ''] = provider.forgeries();
    const told = await answerTo(bad);
    assert.match(told, /^InvalidIdentityToken/);
    assert.equal(await answerTo(bad, `${role.arn}-missing`), told);
    assert.equal(await answerTo(bad, untrusting.arn), told);
  });
});
