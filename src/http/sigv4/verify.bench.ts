import { authenticate } from '../authenticate.ts';
import { documentedCredential, requestFixture } from '../request-fixture.ts';

/** Prints microseconds a verification, all of authentication included, with a cached key. */
const rounds = 100_000;
const request = requestFixture({
  url: '/test.txt',
  nowMs: Date.UTC(2013, 4, 24),
  headers: {
    Host: 'examplebucket.s3.amazonaws.com',
    Authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    Range: 'bytes=0-9',
    'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'x-amz-date': '20130524T000000Z',
  },
});
const found = { kind: 'found', credential: documentedCredential } as const;
const resolve = () => found;

for (let pass = 0; pass < 4; pass++) {
  const begun = performance.now();
  for (let i = 0; i < rounds; i++) {
    authenticate(request, resolve, { service: 's3', region: 'us-east-1' });
  }
  const microseconds = ((performance.now() - begun) * 1000) / rounds;
  console.log(`pass ${pass + 1}: ${microseconds.toFixed(2)} us a verification`);
}
