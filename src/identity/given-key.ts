/** Secrets that every scanner tries first: defaults of other servers and of documentation. */
const wellKnownSecrets: ReadonlySet<string> = new Set([
  'accesskey1',
  'admin',
  'administrator',
  'changeme',
  'changemechangeme',
  'garage',
  'minio',
  'minio123',
  'minioadmin',
  'minioadmin123',
  'miniostorage',
  'password',
  'passwordpassword',
  'rootpassword',
  'rustfsadmin',
  'secret',
  'secretaccesskey',
  'secretkey',
  'secretsecret',
  'secretsecretsecret',
  'seaweedfsadmin',
  'strongroom',
  'strongroomadmin',
  'strongroomsecret',
  'testtesttesttest',
  'verysecret',
  'verysecretkey',
  'verysecretkey1',
  'je7mtgbclwbf/2zk/o1yxrv5xh6psdxsg1d3zd6w',
  'wjalrxutnfemi/k7mdeng/bpxrficyexamplekey',
]);

/** 16 random characters of base64 hold 96 bits; AWS's own secrets have 40. */
export const secretLengthRange = { min: 16, max: 128 } as const;
/** AWS's form is 16 to 128 word characters; other servers and test suites have shorter ids. */
const accessKeyIdForm = /^\w{4,128}$/;
const secretForm = /^[\u0021-\u007e]+$/;
/** Fewer different characters than this is no random text. */
const distinctCharactersMin = 6;

export type GivenKeyFault =
  | 'access-key-id-form'
  | 'secret-well-known'
  | 'secret-too-short'
  | 'secret-too-long'
  | 'secret-form'
  | 'secret-repetitive';

/**
 * Why an access key that was made elsewhere is refused; never quotes the secret.
 * @param purpose `root`: the key of the first start, which must hold against the world. `import`:
 *   one of a test suite or of another server, where its owner knows why it is as it is; only what
 *   everyone would guess is refused.
 */
export function givenKeyFault(
  key: { readonly accessKeyId: string; readonly secretAccessKey: string },
  purpose: 'root' | 'import',
): GivenKeyFault | undefined {
  const { accessKeyId, secretAccessKey: secret } = key;
  const lower = secret.toLowerCase();
  if (!accessKeyIdForm.test(accessKeyId)) return 'access-key-id-form';
  if (wellKnownSecrets.has(lower) || lower === accessKeyId.toLowerCase()) {
    return 'secret-well-known';
  }
  if (secret.length < secretLengthRange.min) return 'secret-too-short';
  if (secret.length > secretLengthRange.max) return 'secret-too-long';
  if (!secretForm.test(secret)) return 'secret-form';
  const repetitive = new Set(secret).size < distinctCharactersMin;
  return purpose === 'root' && repetitive ? 'secret-repetitive' : undefined;
}
