import { keyPolicyOf } from '../identity/key-policy.ts';
import { accountOfKeyArn, type KeyRing } from '../identity/key-ring.ts';
import { type CompiledPolicy, compilePolicy, parsePolicy } from '../policy/index.ts';
import type { Keys, StoredKey } from '../store/keys.ts';
import type { Requirement, ResourceAccess } from './requirement.ts';

/** The resource side of a decision about a key of the key service. */
export type KeyAccess = (requirement: Requirement) => Promise<ResourceAccess>;

/** Policies of that many keys are kept compiled. */
const maxCompiled = 1_000;

/** More aliases than a key may have. */
const maxAliases = 100;

/** What is the same of every key here, as conditions ask for it. */
export const keyFacts: ReadonlyMap<string, string> = new Map([
  ['kms:keyspec', 'SYMMETRIC_DEFAULT'],
  ['kms:keyusage', 'ENCRYPT_DECRYPT'],
  ['kms:keyorigin', 'AWS_KMS'],
  ['kms:multiregion', 'false'],
]);

/**
 * Finds, for each requirement, the policy of the key: without its consent nobody may use a key, not
 * even the root of its account ("Key policies in AWS KMS"). The services that use keys share it.
 */
export function createKeyAccess(ring: KeyRing, keys: Pick<Keys, 'aliases'>): KeyAccess {
  const compiled = new Map<string, CompiledPolicy>();

  function policyOf(key: StoredKey): CompiledPolicy {
    const text = keyPolicyOf(key);
    const name = `${key.keyId} ${text}`;
    const known = compiled.get(name);
    if (known !== undefined) return known;
    if (compiled.size >= maxCompiled) compiled.clear();
    const policy = compileKeyPolicy(key.arn, text);
    compiled.set(name, policy);
    return policy;
  }

  return async ({ resource }) => {
    const accountId = accountOfKeyArn(resource);
    const found = accountId === undefined ? undefined : await ring.find(accountId, resource);
    // An alias has no policy of its own; only its account says who may change it.
    if (found?.arn !== resource) return withoutPolicy(accountId);
    const aliases = await keys.aliases({
      accountId: found.accountId,
      keyId: found.keyId,
      limit: maxAliases,
    });
    return {
      accountId: found.accountId,
      policy: policyOf(found),
      mustAllow: true,
      context: (name) =>
        name === 'kms:resourcealiases'
          ? aliases.items.map((alias) => alias.name)
          : (keyFacts.get(name) ?? tagFact(found, name)),
      accessControlList: () => undefined,
    };
  };
}

/** What is not there, or has no policy, in an account. */
export function withoutPolicy(accountId: string | undefined): ResourceAccess {
  return {
    accountId,
    policy: undefined,
    context: () => undefined,
    accessControlList: () => undefined,
  };
}

/** @throws Error for a text that was not accepted as the policy of a key */
export function compileKeyPolicy(arn: string, text: string): CompiledPolicy {
  const parsed = parsePolicy(text, 'key');
  // It was good when it was put. What cannot be read must not be taken for no policy.
  if (!parsed.ok) throw new Error(`The policy of ${arn} cannot be read: ${parsed.message}`);
  return compilePolicy(parsed.document, { kind: 'resource', attachedTo: arn });
}

const tagKey = 'aws:resourcetag/';

function tagFact({ tags }: StoredKey, name: string): string | undefined {
  if (!name.startsWith(tagKey)) return undefined;
  const wanted = name.slice(tagKey.length);
  return tags?.find((tag) => tag.key.toLowerCase() === wanted)?.value;
}
