import type { Credentials } from '../../conformance/harness/server.ts';
import type { Unsigned } from './catalogue.ts';
import { type Place, type Signed, type Signer, sign } from './sign.ts';

/** Keys that are good, and keys that were. */
export interface Keys {
  readonly root: Credentials;
  readonly inactive: Credentials;
  readonly deleted: Credentials;
  /** A session whose role is gone. */
  readonly revoked: Credentials;
  /** Two sessions in force. */
  readonly session: Credentials;
  readonly otherSession: Credentials;
}

/** A way to make a request that must not be believed. */
export interface Defect {
  readonly name: string;
  /** Where it can be; everywhere unless this says less. */
  applies?(place: Place, request: Unsigned): boolean;
  make(place: Place, host: string, request: Unsigned, keys: Keys): Signed;
}

const hourMs = 3_600_000;

function signedBy(choose: (keys: Keys) => Signer): Defect['make'] {
  return (place, host, request, keys) => sign(place, host, request, choose(keys));
}

/** Changes each header and each parameter that carries the proof of root. */
function afterSigning(
  header: (name: string, value: string) => readonly (readonly [string, string])[],
  parameter: (pair: string) => readonly string[],
): Defect['make'] {
  return (place, host, request, { root }) => {
    const signed = sign(place, host, request, root);
    return {
      ...signed,
      headers: signed.headers.flatMap(([name, value]) => header(name, value)),
      query: signed.query.flatMap(parameter),
    };
  };
}

const isVersion4 = (place: Place) => !place.endsWith('version 2');
const isSignature = (pair: string) => /^(X-Amz-)?Signature=/.test(pair);

function withoutSignature(name: string, value: string): readonly (readonly [string, string])[] {
  if (name !== 'authorization') return [[name, value]];
  return [[name, value.replace(/, Signature=.*|(?<=^AWS [A-Z0-9]+:).*/, '')]];
}

/** What a request says twice: the first time rightly, or the second time. */
function doubled(rightFirst: boolean): Defect['make'] {
  const order = <T>(right: T, wrong: T) => (rightFirst ? [right, wrong] : [wrong, right]);
  return afterSigning(
    (name, value) =>
      name === 'authorization'
        ? order([name, value] as const, [name, value.replace(/.$/, '0')] as const)
        : [[name, value]],
    (pair) => (isSignature(pair) ? order(pair, pair.replace(/=.*/, '=0')) : [pair]),
  );
}

/** A sub-resource that the signature does not cover makes it another operation. */
function addedParameter(place: Place, host: string, request: Unsigned, { root }: Keys): Signed {
  const plain = sign(place, host, { ...request, query: [] }, root);
  return { ...plain, query: [...request.query, ...plain.query] };
}

/** A second proof beside the first: whichever is looked at, the other one is not. */
function twoProofs(place: Place, host: string, request: Unsigned, { root }: Keys): Signed {
  const signed = sign(place, host, request, root);
  if (place === 'header' || place === 'chunked' || place === 'header of version 2') {
    return { ...signed, query: [...signed.query, 'AWSAccessKeyId=a', 'Signature=b', 'Expires=1'] };
  }
  return { ...signed, headers: [...signed.headers, ['authorization', 'AWS a:b']] };
}

export const defects: readonly Defect[] = [
  {
    name: 'an unknown key',
    make: signedBy(({ root }) => ({ ...root, accessKeyId: 'AKIAUNKNOWNUNKNOWNUN' })),
  },
  { name: 'an inactive key', make: signedBy(({ inactive }) => inactive) },
  { name: 'a deleted key', make: signedBy(({ deleted }) => deleted) },
  { name: 'an empty key id', make: signedBy(({ root }) => ({ ...root, accessKeyId: '' })) },
  { name: 'a wrong secret', make: signedBy(({ root }) => ({ ...root, secretAccessKey: 'x' })) },
  { name: 'an empty secret', make: signedBy(({ root }) => ({ ...root, secretAccessKey: '' })) },
  {
    name: 'no signature',
    make: afterSigning(withoutSignature, (pair) => (isSignature(pair) ? [] : [pair])),
  },
  { name: 'two signatures, the first right', make: doubled(true) },
  { name: 'two signatures, the second right', make: doubled(false) },
  { name: 'proofs in two places', make: twoProofs },
  {
    name: 'a signature of an hour ago',
    make: signedBy(({ root }) => ({ ...root, agoMs: hourMs })),
  },
  {
    name: 'a signature of tomorrow',
    // There it only means a longer life.
    applies: (place) => place !== 'query of version 2',
    make: signedBy(({ root }) => ({ ...root, agoMs: -24 * hourMs })),
  },
  {
    name: 'the scope of another service',
    applies: isVersion4,
    make: signedBy(({ root }) => ({ ...root, scopeService: 'ec2' })),
  },
  {
    name: 'another region than was signed',
    applies: isVersion4,
    make: afterSigning(
      (name, value) => [[name, value.replace('/us-east-1/', '/eu-west-1/')]],
      (pair) => [pair.replace('%2Fus-east-1%2F', '%2Feu-west-1%2F')],
    ),
  },
  {
    name: 'a sub-resource added after signing',
    applies: (_place, { query }) => query.length > 0,
    make: addedParameter,
  },
  { name: 'a revoked session', make: signedBy(({ revoked }) => revoked) },
  {
    name: 'a session without its token',
    make: signedBy(({ session }) => ({ ...session, sessionToken: undefined })),
  },
  {
    name: 'the token of another session',
    make: signedBy(({ session, otherSession }) => ({
      ...session,
      sessionToken: otherSession.sessionToken,
    })),
  },
  {
    name: 'a session token for a long-term key',
    make: signedBy(({ root, session }) => ({ ...root, sessionToken: session.sessionToken })),
  },
];
