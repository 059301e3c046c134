import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, describe, test } from 'node:test';
import { CreateOpenIDConnectProviderCommand } from '@aws-sdk/client-iam';
import { AssumeRoleWithWebIdentityCommand } from '@aws-sdk/client-sts';
import { iamClient, stsClient } from '../conformance/harness/clients.ts';
import { expectError } from '../conformance/harness/expect-error.ts';
import { useServer } from '../conformance/harness/server.ts';
import { startIdentityProvider } from '../conformance/sts/identity-provider.ts';
import { createTrustedRole, trust } from '../conformance/sts/trusted-roles.ts';

// Without --egress-network: no private address may be asked for anything.
const server = await useServer({});
const iam = iamClient(server);
const provider = await startIdentityProvider();

/** Something on the loopback address that would tell of every request. */
let visits = 0;
const inner = createServer((_request, response) => {
  visits += 1;
  response.end('{}');
});
inner.on('connection', () => {
  visits += 1;
});
await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve));
after(() => inner.close());
const address = inner.address();
const port = typeof address === 'object' ? (address?.port ?? 0) : 0;

/** Has the server fetch the keys of a provider at an address, as far as it will. */
async function fetchKeysOf(Url: string): Promise<void> {
  const { OpenIDConnectProviderArn: Federated } = await iam.send(
    new CreateOpenIDConnectProviderCommand({
      ...{ Url, ClientIDList: ['app'], ThumbprintList: [provider.thumbprint] },
    }),
  );
  const action = 'sts:AssumeRoleWithWebIdentity';
  const role = await createTrustedRole(iam, [trust({ Federated }, undefined, action)]);
  const asked = new AssumeRoleWithWebIdentityCommand({
    ...{
      RoleArn: role.arn,
      RoleSessionName: 'job',
      WebIdentityToken: provider.token({ iss: Url }),
    },
  });
  await expectError(stsClient(server).send(asked), 'InvalidIdentityToken', 400);
}

describe('CVE-2021-21287, CVE-2026-73080: no request goes to a private network', () => {
  test('not to a name that resolves to one', async () => {
    await fetchKeysOf(provider.url);
    assert.equal(provider.fetches(), 0);
  });

  for (const host of [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '0.0.0.0',
    'localhost.',
  ]) {
    test(`not to https://${host}`, async () => {
      const before = visits;
      await fetchKeysOf(`https://${host}:${port}`).catch((error: unknown) => {
        // IAM need not take such an address at all.
        assert.match(String(error), /InvalidInput|ValidationError|Invalid/i);
      });
      assert.equal(visits, before);
    });
  }
});
