import type { JsonOperation } from '../operation/json.ts';
import type { KmsContext } from './define.ts';
import { createAlias } from './operations/create-alias.ts';
import { createKey } from './operations/create-key.ts';
import { deleteAlias } from './operations/delete-alias.ts';
import { describeKey } from './operations/describe-key.ts';
import { disableKey } from './operations/disable-key.ts';
import { enableKey } from './operations/enable-key.ts';
import { getKeyPolicy } from './operations/get-key-policy.ts';
import { listAliases } from './operations/list-aliases.ts';
import { listKeys } from './operations/list-keys.ts';
import { unbuilt } from './operations/unbuilt.ts';

/** Every operation of the key service. */
export const kmsOperations: readonly JsonOperation<KmsContext>[] = [
  createAlias,
  createKey,
  deleteAlias,
  describeKey,
  disableKey,
  enableKey,
  getKeyPolicy,
  listAliases,
  listKeys,
  ...unbuilt,
];
