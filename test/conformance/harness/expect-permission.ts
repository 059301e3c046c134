import type { IAMClient } from '@aws-sdk/client-iam';
import type { S3Client } from '@aws-sdk/client-s3';
import { anonymousS3Client, iamClient, s3Client } from './clients.ts';
import { expectError, notAuthorized } from './expect-error.ts';
import { allow, createUser, deny } from './identities.ts';
import type { TestServer } from './server.ts';

/**
 * Expect that a call needs exactly this action on this resource: refused to a user without a
 * policy, to one with everything but this, and to anyone unknown; allowed to a user with only this.
 * The call that succeeds is the last one, so that it may change what it needs.
 */
export async function expectPermission(
  server: TestServer,
  iam: IAMClient,
  action: string,
  resource: string,
  call: (client: S3Client) => Promise<unknown>,
): Promise<void> {
  const nobody = await createUser(iam);
  const words = notAuthorized(nobody.arn, action, resource);
  await expectError(call(s3Client(server, nobody.credentials)), 'AccessDenied', 403, words);
  const stopped = await createUser(iam, allow('s3:*', '*'), deny(action, resource));
  await expectError(
    call(s3Client(server, stopped.credentials)),
    'AccessDenied',
    403,
    /with an explicit deny in an identity-based policy/,
  );
  await expectError(call(anonymousS3Client(server)), 'AccessDenied', 403, /^Access Denied$/);
  const permitted = await createUser(iam, allow(action, resource));
  await call(s3Client(server, permitted.credentials));
}

/** The same for a call of IAM: refused without the action on the resource, allowed with only that. */
export async function expectIamPermission(
  server: TestServer,
  iam: IAMClient,
  action: string,
  resource: string,
  call: (client: IAMClient) => Promise<unknown>,
): Promise<void> {
  const nobody = await createUser(iam);
  const words = notAuthorized(nobody.arn, action, resource);
  await expectError(call(iamClient(server, nobody.credentials)), 'AccessDenied', 403, words);
  const stopped = await createUser(iam, allow('*', '*'), deny(action, resource));
  await expectError(
    call(iamClient(server, stopped.credentials)),
    'AccessDenied',
    403,
    /with an explicit deny in an identity-based policy/,
  );
  const permitted = await createUser(iam, allow(action, resource));
  await call(iamClient(server, permitted.credentials));
}
