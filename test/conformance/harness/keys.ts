import { CreateKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { iamClient, kmsClient } from './clients.ts';
import { expectError, notAuthorized } from './expect-error.ts';
import { allow, createUser, deny } from './identities.ts';
import type { TestServer } from './server.ts';

export interface TestKey {
  readonly id: string;
  readonly arn: string;
}

/** Make a key that the account's policies alone protect. */
export async function createKey(kms: KMSClient, Description = 'for a test'): Promise<TestKey> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description }));
  if (KeyMetadata?.Arn === undefined) throw new Error('a key without ARN');
  return { id: KeyMetadata.KeyId ?? '', arn: KeyMetadata.Arn };
}

/** The ARN of an alias in the account of a key. */
export function aliasArn(key: TestKey, name: string): string {
  return key.arn.replace(/key\/.*/, name);
}

/**
 * Expect that a call of the key service needs these actions: refused, in AWS's words, to a user
 * without a policy and to one with everything but the first, allowed to a user with only these.
 */
export async function expectKmsPermission(
  server: TestServer,
  needs: readonly (readonly [action: string, resource: string])[],
  call: (client: KMSClient) => Promise<unknown>,
): Promise<void> {
  const iam = iamClient(server);
  const [[action, resource] = ['', '']] = needs;
  const nobody = await createUser(iam);
  const words = notAuthorized(nobody.arn, action, resource);
  const code = 'AccessDeniedException';
  await expectError(call(kmsClient(server, nobody.credentials)), code, 400, words);
  const stopped = await createUser(iam, allow('*', '*'), deny(action, resource));
  const explicit = /with an explicit deny in an identity-based policy/;
  await expectError(call(kmsClient(server, stopped.credentials)), code, 400, explicit);
  const permitted = await createUser(iam, ...needs.map(([one, on]) => allow(one, on)));
  await call(kmsClient(server, permitted.credentials));
}
