import type { Caller } from '../../identity/caller.ts';
import {
  contextFacts,
  type EncryptionContext,
  printContext,
} from '../../identity/encryption-context.ts';
import { accountOfKeyArn, type KeyRing } from '../../identity/key-ring.ts';
import { ServiceError } from '../../operation/errors.ts';
import type { Permit } from '../../operation/operation.ts';
import type { StoredKey } from '../../store/keys.ts';
import type { Encryption } from '../../store/objects.ts';
import type { ObjectKey } from './choice.ts';
import { readContext } from './kms-context.ts';

type KmsEncryption = Extract<Encryption, { readonly kind: 'aws:kms' }>;

/** What using a key needs: reading unwraps an object's key, writing makes one. */
type KeyAction = 'kms:Decrypt' | 'kms:GenerateDataKey';

/** What a request says of the key for a new object. */
interface KeyWish {
  /** An id, alias or ARN; undefined: the default key of the caller's account. */
  readonly name: string | undefined;
  readonly context: EncryptionContext;
  readonly bucketKeyEnabled: boolean;
}

/**
 * The key service as S3 uses it for a caller: what S3 does with a key, the caller himself must be
 * allowed to do ("Using server-side encryption with AWS KMS keys", of the S3 user guide).
 */
export interface KmsKeys {
  /** The key of a new object. @throws ServiceError KMS.NotFoundException, as `open` */
  generate(wish: KeyWish): Promise<ObjectKey>;
  /** The same key of an object, bound to another context. @throws ServiceError as `open` */
  rewrap(encryption: KmsEncryption, context: EncryptionContext): Promise<KmsEncryption>;
  /** @throws ServiceError AccessDenied, KMS.DisabledException, KMS.KMSInvalidStateException */
  open(encryption: KmsEncryption, action: KeyAction): Promise<Uint8Array>;
}

interface KmsKeysParts {
  readonly ring: KeyRing;
  readonly caller: Caller;
  readonly region: string;
  readonly permit: Permit;
}

/** The keys of the ring, each use of which `permit` must allow the caller. */
export function createKmsKeys({ ring, caller, region, permit }: KmsKeysParts): KmsKeys {
  const { accountId } = caller.principal;

  async function need(action: KeyAction, resource: string, context: EncryptionContext) {
    const facts = contextFacts(context)
      .set('kms:viaservice', `s3.${region}.amazonaws.com`)
      .set('kms:calleraccount', accountId)
      .set('aws:viaawsservice', 'true');
    const refusal = await permit([{ action, resource, context: facts }]);
    if (refusal !== undefined) throw refusal;
  }

  async function expectUsable(key: StoredKey, action: KeyAction, context: EncryptionContext) {
    await need(action, key.arn, context);
    expectEnabled(key);
  }

  async function find(name: string, action: KeyAction, context: EncryptionContext) {
    const key = await ring.find(accountId, name);
    if (key !== undefined) return key;
    const owner = accountOfKeyArn(name);
    // What keys another account has is told to nobody who may not use them.
    if (owner !== undefined && owner !== accountId) await need(action, name, context);
    throw new ServiceError('KMS.NotFoundException', {
      message: owner === undefined ? `Invalid keyId '${name}'` : `Key '${name}' does not exist`,
    });
  }

  async function open({ keyId, context = '', wrappedDataKey }: KmsEncryption, action: KeyAction) {
    if (accountId === '') throw new ServiceError('AccessDenied');
    const about = readContext(context);
    const key = await find(keyId, action, about);
    await expectUsable(key, action, about);
    return ring.unwrap(key, wrappedDataKey, context);
  }

  return {
    async generate({ name, context, bucketKeyEnabled }) {
      // Nobody in particular has no account that could have a key.
      if (accountId === '') throw new ServiceError('AccessDenied');
      const action = 'kms:GenerateDataKey';
      const key =
        name === undefined ? await ring.defaultKey(accountId) : await find(name, action, context);
      await expectUsable(key, action, context);
      const about = printContext(context);
      const { plain, wrapped } = ring.generate(key, about);
      const encryption = {
        kind: 'aws:kms',
        wrappedDataKey: wrapped,
        keyId: key.arn,
        bucketKeyEnabled,
        context: about,
      } as const;
      return { key: plain, encryption };
    },

    async rewrap(encryption, context) {
      const plain = await open(encryption, 'kms:Decrypt');
      const key = await find(encryption.keyId, 'kms:GenerateDataKey', context);
      await expectUsable(key, 'kms:GenerateDataKey', context);
      const about = printContext(context);
      return { ...encryption, wrappedDataKey: ring.wrap(key, plain, about), context: about };
    },

    open,
  };
}

/** @throws ServiceError KMS.DisabledException, KMS.KMSInvalidStateException */
function expectEnabled({ state, arn }: StoredKey): void {
  if (state === 'Enabled') return;
  if (state === 'Disabled') {
    throw new ServiceError('KMS.DisabledException', { message: `${arn} is disabled.` });
  }
  throw new ServiceError('KMS.KMSInvalidStateException', {
    message: `${arn} is pending deletion.`,
  });
}
