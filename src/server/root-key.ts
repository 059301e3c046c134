import { environmentName } from './setting.ts';

/** Secrets that every scanner tries first: defaults of other servers and of documentation. */
const wellKnownSecrets = new Set([
  'minioadmin',
  'minioadmin123',
  'minio123',
  'miniostorage',
  'rustfsadmin',
  'seaweedfsadmin',
  'admin',
  'administrator',
  'changeme',
  'changemechangeme',
  'password',
  'passwordpassword',
  'secret',
  'secretsecret',
  'secretaccesskey',
  'secretkey',
  'strongroom',
  'strongroomadmin',
  'strongroomsecret',
  'rootpassword',
  'verysecret',
  'verysecretkey',
  'verysecretkey1',
  'accesskey1',
  'testtesttesttest',
  'wjalrxutnfemi/k7mdeng/bpxrficyexamplekey',
  'je7mtgbclwbf/2zk/o1yxrv5xh6psdxsg1d3zd6w',
]);

/** A random secret of 16 characters of base64 holds 96 bits. AWS's own have 40. */
export const minSecretLength = 16;
const maxSecretLength = 128;
/** `accessKeyIdType` of the IAM API is 16 to 128 of these; shorter names are common in tests. */
const accessKeyIdPattern = /^[A-Za-z0-9_]{4,128}$/;
/** Fewer different characters than this is no random text. */
const minDistinctCharacters = 6;

/** Why a root key from outside is refused; never quotes the secret. */
export function rootKeyProblems(given: {
  readonly rootAccessKeyId: string | undefined;
  readonly rootSecretAccessKey: string | undefined;
}): string[] {
  const { rootAccessKeyId: id, rootSecretAccessKey: secret } = given;
  if (id === undefined && secret === undefined) return [];
  if (id === undefined || secret === undefined) {
    const [there, missing] =
      id === undefined
        ? ['root-secret-access-key', 'root-access-key-id']
        : ['root-access-key-id', 'root-secret-access-key'];
    return [`${there} is given without ${missing} (${environmentName(missing)})`];
  }
  const problems: string[] = [];
  if (!accessKeyIdPattern.test(id)) {
    problems.push('root-access-key-id: must be 4 to 128 letters, digits or underscores');
  }
  const weakness = secretWeakness(secret, id);
  if (weakness !== undefined) problems.push(`root-secret-access-key: ${weakness}`);
  return problems;
}

function secretWeakness(secret: string, id: string): string | undefined {
  const lower = secret.toLowerCase();
  if (wellKnownSecrets.has(lower) || lower === id.toLowerCase()) {
    return 'is a well-known secret; choose a random one, such as from `openssl rand -base64 30`';
  }
  if (secret.length < minSecretLength) {
    return `is too short; it needs at least ${minSecretLength} characters`;
  }
  if (secret.length > maxSecretLength) return `is longer than ${maxSecretLength} characters`;
  if (!/^[\x21-\x7e]+$/.test(secret)) return 'may hold printable ASCII characters only';
  if (new Set(secret).size < minDistinctCharacters)
    return 'repeats too few characters to be secret';
  return undefined;
}
