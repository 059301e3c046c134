import { givenKeyFault } from '../identity/given-key.ts';
import { faultWords } from './fault-words.ts';
import { environmentName } from './setting.ts';

/** Why a root key from outside is refused; never quotes the secret. */
export function rootKeyProblems(given: {
  readonly rootAccessKeyId: string | undefined;
  readonly rootSecretAccessKey: string | undefined;
}): string[] {
  const { rootAccessKeyId: accessKeyId, rootSecretAccessKey: secretAccessKey } = given;
  if (accessKeyId === undefined && secretAccessKey === undefined) return [];
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    const [there, missing] =
      accessKeyId === undefined
        ? ['root-secret-access-key', 'root-access-key-id']
        : ['root-access-key-id', 'root-secret-access-key'];
    return [`${there} is given without ${missing} (${environmentName(missing)})`];
  }
  const fault = givenKeyFault({ accessKeyId, secretAccessKey }, 'root');
  if (fault === undefined) return [];
  const name = fault === 'access-key-id-form' ? 'root-access-key-id' : 'root-secret-access-key';
  return [`${name}: ${faultWords[fault]}`];
}
