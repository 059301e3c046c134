import { compilePolicy, decide, parsePolicy } from '../src/policy/index.ts';
import { median } from './statistics.ts';

const document = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['s3:ListBucket', 's3:GetBucketLocation'],
      Resource: 'arn:aws:s3:::photos',
    },
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      Resource: 'arn:aws:s3:::photos/*',
    },
    {
      Effect: 'Deny',
      Action: 's3:*',
      Resource: 'arn:aws:s3:::photos/private/*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ],
});

const batch = 10_000;

/**
 * How many decisions a second the policy engine makes on one core: s3:GetObject for an IAM user
 * against a policy of three statements, compiled before, with another key each time.
 */
export function measureDecisions(seconds: number, rounds: number): number {
  const parsed = parsePolicy(document, 'identity');
  if (!parsed.ok) throw new Error(parsed.message);
  const policy = compilePolicy(parsed.document, { kind: 'inline', name: 'bench' });
  const accountId = '123456789012';
  const arn = `arn:aws:iam::${accountId}:user/alice`;
  const principal = {
    kind: 'user',
    arn,
    accountId,
    userId: 'AIDAEXAMPLE',
    userName: 'alice',
  } as const;
  const resources = Array.from({ length: 1_000 }, (_, i) => `arn:aws:s3:::photos/2026/${i}.jpg`);
  const context = () => undefined;
  const policies = { identity: [policy] };
  const sample = () => {
    const start = performance.now();
    let count = 0;
    let allowed = 0;
    while (performance.now() - start < seconds * 1000) {
      for (let i = 0; i < batch; i += 1) {
        const resource = resources[i % resources.length] ?? '';
        const request = { action: 's3:GetObject', resource, resourceAccountId: accountId };
        if (decide({ ...request, principal, context }, policies).allowed) allowed += 1;
      }
      count += batch;
    }
    if (allowed !== count) throw new Error('the benchmark measures refusals');
    return count / ((performance.now() - start) / 1000);
  };
  return median(Array.from({ length: rounds }, sample));
}
