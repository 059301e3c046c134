import { type GivenKeyFault, secretLengthRange } from '../identity/given-key.ts';
import type { AccountFault } from '../identity/provision.ts';

type Fault = GivenKeyFault | AccountFault | 'user-name-form' | 'path-form';

const { min, max } = secretLengthRange;

/** What is wrong with something that was given, and what would do. Secrets are never quoted. */
export const faultWords: Readonly<Record<Fault, string>> = {
  'access-key-id-form': 'an access key id has 4 to 128 letters, digits or underscores',
  'secret-well-known':
    'the secret access key is a well-known one; choose a random one, such as from `openssl rand -base64 30`',
  'secret-too-short': `the secret access key is too short; it needs at least ${min} characters`,
  'secret-too-long': `the secret access key is longer than ${max} characters`,
  'secret-form': 'a secret access key has printable ASCII characters only',
  'secret-repetitive': 'the secret access key repeats too few characters to be secret',
  'account-id-form': 'an account id has twelve digits',
  'canonical-id-form': 'a canonical id has 1 to 128 printable ASCII characters',
  'email-form': 'that is no e-mail address such as team@example.com',
  'name-form': 'a name has 1 to 128 characters and no control characters',
  'user-name-form': 'a user name has 1 to 64 letters, digits or _+=,.@-',
  'path-form': 'a path begins and ends with a slash',
};
