import { parsePolicy } from '../document/parse.ts';
import { compilePolicy } from './compile.ts';
import { decide } from './decide.ts';
import type { AccessRequest } from './request.ts';

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetBucketLocation"],
      "Resource": "arn:aws:s3:::rails-app-production" },
    { "Effect": "Deny", "Action": "s3:DeleteObject*",
      "Resource": "arn:aws:s3:::rails-app-production/archive/*" },
    { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      "Resource": "arn:aws:s3:::rails-app-production/*" }
  ]
}`;

const SECONDS = 1;
const BATCH = 10_000;

/** Decisions a second for s3:GetObject against a user's policy of three statements, on one core. */
export async function bench(): Promise<{ name: string; perSecond: number }> {
  const parsed = parsePolicy(POLICY, 'identity');
  if (!parsed.ok) throw new Error(parsed.message);
  const policies = { identity: [compilePolicy(parsed.document, { kind: 'inline' })] };
  const requests = Array.from({ length: 64 }, (_, index): AccessRequest => {
    return {
      action: 's3:GetObject',
      resource: `arn:aws:s3:::rails-app-production/uploads/${index}/photo.jpg`,
      resourceAccountId: '111122223333',
      principal: {
        kind: 'user',
        arn: 'arn:aws:iam::111122223333:user/rails',
        accountId: '111122223333',
        userId: 'AIDAEXAMPLEEXAMPLE012',
        userName: 'rails',
      },
      context: () => undefined,
    };
  });
  let decisions = 0;
  let allowed = 0;
  const start = performance.now();
  let elapsed = 0;
  while (elapsed < SECONDS * 1000) {
    for (let i = 0; i < BATCH; i++) {
      const request = requests[i % requests.length];
      if (request !== undefined && decide(request, policies).allowed) allowed++;
    }
    decisions += BATCH;
    elapsed = performance.now() - start;
  }
  if (allowed !== decisions) throw new Error('the benchmark must measure allowed requests');
  return {
    name: 'policy decisions (s3:GetObject, three statements)',
    perSecond: Math.round(decisions / (elapsed / 1000)),
  };
}

if (import.meta.main) {
  const { name, perSecond } = await bench();
  console.log(`${name}: ${perSecond.toLocaleString('en')} a second`);
}
