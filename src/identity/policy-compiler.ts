import {
  type CompiledPolicy,
  type PolicySource as CompilerSource,
  compilePolicy,
  parsePolicy,
} from '../policy/index.ts';
import type { BoundarySource, PolicySource } from '../store/identities.ts';
import { entityArn } from './arns.ts';
import { awsManagedPolicy } from './aws-managed-policies/index.ts';
import { RecentMap } from './recent-map.ts';

/** Compiled policies that are kept; each takes about six kilobytes. */
const compiledPoliciesLimit = 20_000;

/** A stored policy cannot be read. It may hold a Deny, so it must not count as absent. */
export class UnreadablePolicy extends Error {
  constructor(source: CompilerSource, message: string) {
    const name = source.arn ?? `${source.name} of ${source.attachedTo}`;
    super(`The stored policy ${name} cannot be read: ${message}`);
  }
}

/**
 * Compiles stored policies, each text once: a managed policy is one and the same object for all
 * whom it is attached to.
 */
export interface PolicyCompiler {
  /** @throws UnreadablePolicy */
  compile(document: string, source: CompilerSource): CompiledPolicy;
  /** An inline or attached policy of a principal. @throws UnreadablePolicy */
  identityPolicy(source: PolicySource, accountId: string): CompiledPolicy;
  /** @throws UnreadablePolicy */
  boundary(source: BoundarySource): CompiledPolicy;
}

function nameOfArn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** Makes a compiler with an empty memory. */
export function createPolicyCompiler(limit: number = compiledPoliciesLimit): PolicyCompiler {
  const compiled = new RecentMap<string, CompiledPolicy>(limit);
  const compile = (document: string, source: CompilerSource): CompiledPolicy => {
    const { kind, arn = '', name = '', attachedTo = '' } = source;
    const key = `${kind}\n${arn}\n${name}\n${attachedTo}\n${document}`;
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const parsed = parsePolicy(document, 'identity');
    if (!parsed.ok) throw new UnreadablePolicy(source, parsed.message);
    const policy = compilePolicy(parsed.document, source);
    compiled.set(key, policy);
    return policy;
  };
  /** The text of a managed policy; AWS's own come from the data here. */
  const documentOf = (source: { readonly arn: string; readonly document: string | undefined }) => {
    const document = source.document ?? awsManagedPolicy(source.arn)?.document;
    if (document !== undefined) return document;
    throw new UnreadablePolicy({ kind: 'managed', arn: source.arn }, 'there is no such policy');
  };
  return {
    compile,
    identityPolicy(source, accountId) {
      if (source.kind === 'inline') {
        const attachedTo = entityArn(accountId, source.holder);
        return compile(source.document, { kind: 'inline', name: source.name, attachedTo });
      }
      const { arn } = source;
      return compile(documentOf(source), { kind: 'managed', arn, name: nameOfArn(arn) });
    },
    boundary(source) {
      const { arn } = source;
      return compile(documentOf(source), { kind: 'boundary', arn, name: nameOfArn(arn) });
    },
  };
}
