import type { StoredKey } from '../store/keys.ts';
import { rootArn } from './arns.ts';

/** The one name that a key policy may have. */
export const keyPolicyName = 'default';

/** The longest key policy, in bytes ("Quotas" of the KMS developer guide). */
export const maxKeyPolicyBytes = 32 * 1024;

/** What a key has whose maker gave it no policy: it leaves the key to the account's policies. */
export function defaultKeyPolicy(accountId: string): string {
  const statement = {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: rootArn(accountId) },
    Action: 'kms:*',
    Resource: '*',
  };
  const document = { Version: '2012-10-17', Id: 'key-default-1', Statement: [statement] };
  return JSON.stringify(document, undefined, 2);
}

/** What the key has that S3 uses by itself: everyone of the account may use it, by way of S3. */
function managedKeyPolicy({ accountId, arn }: StoredKey): string {
  const region = arn.split(':')[3];
  const use = {
    Sid: 'Allow access through S3 for all principals in the account that are authorized to use S3',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: [
      'kms:Encrypt',
      'kms:Decrypt',
      'kms:ReEncrypt*',
      'kms:GenerateDataKey*',
      'kms:DescribeKey',
    ],
    Resource: '*',
    Condition: {
      StringEquals: {
        'kms:ViaService': `s3.${region}.amazonaws.com`,
        'kms:CallerAccount': accountId,
      },
    },
  };
  const look = {
    Sid: 'Allow direct access to key metadata to the account',
    Effect: 'Allow',
    Principal: { AWS: rootArn(accountId) },
    Action: ['kms:Describe*', 'kms:Get*', 'kms:List*'],
    Resource: '*',
  };
  const document = { Version: '2012-10-17', Id: 'auto-s3-2', Statement: [use, look] };
  return JSON.stringify(document, undefined, 2);
}

/** The policy of a key, as it counts. */
export function keyPolicyOf(key: StoredKey): string {
  if (key.policy !== undefined) return key.policy;
  return key.manager === 'AWS' ? managedKeyPolicy(key) : defaultKeyPolicy(key.accountId);
}
