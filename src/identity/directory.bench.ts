import { openIdentityFixture } from './identity-fixture.ts';

const accountId = '111122223333';
const users = 500;
const secretAccessKey = 'Zk3/qL9+vB1xW7eR5tY2uI8o';
const seconds = 1;
const batch = 10_000;

/** Look-ups a second of credentials that are in memory, over 500 users, on one core. */
export async function bench(): Promise<{ name: string; perSecond: number }> {
  const { provisioner, directory, close } = openIdentityFixture();
  await provisioner.createAccount({ accountId });
  const keys = Array.from({ length: users }, (_, index) => `AKIAUSER${index}`);
  for (const [index, accessKeyId] of keys.entries()) {
    const key = { accessKeyId, secretAccessKey };
    const policyArns = ['arn:aws:iam::aws:policy/AmazonS3FullAccess'];
    await provisioner.createUser({ accountId, userName: `user-${index}`, key, policyArns });
  }
  await Promise.all(keys.map((key) => directory.resolve(key, undefined)));
  const startMs = performance.now();
  let count = 0;
  while (performance.now() - startMs < seconds * 1_000) {
    for (let i = 0; i < batch; i += 1, count += 1) {
      directory.resolve(keys[i % users] ?? '', undefined);
    }
  }
  const perSecond = (count * 1_000) / (performance.now() - startMs);
  close();
  return { name: 'credential look-ups in memory', perSecond: Math.round(perSecond) };
}
