import assert from 'node:assert/strict';
import { readPolicy } from '../../src/policy/document/read.ts';
import {
  type AccessRequest,
  type CompiledPolicy,
  compilePolicy,
  type PolicySet,
  type PolicySource,
  type Principal,
} from '../../src/policy/index.ts';
import type { JudgedPolicies, JudgedPrincipal, JudgedRequest, RawPolicy } from './judge.ts';

const KINDS = [
  'root',
  'user',
  'role-session',
  'federated-user',
  'web-identity',
  'service',
  'anonymous',
] as const;

function principalOf(judged: JudgedPrincipal): Principal {
  const kind = KINDS.find((one) => one === judged.kind);
  assert.ok(kind, `a known kind of principal: ${judged.kind}`);
  return { ...judged, kind };
}

/** The same request in the engine's terms. */
export function requestOf(judged: JudgedRequest): AccessRequest {
  const context = new Map(Object.entries(judged.context));
  return {
    action: judged.action,
    resource: judged.resource,
    resourceAccountId: judged.resourceAccountId,
    principal: principalOf(judged.principal),
    context: (key) => context.get(key),
  };
}

function compiled(raw: RawPolicy, kind: PolicySource['kind']): CompiledPolicy {
  return compilePolicy(readPolicy(JSON.stringify(raw)).document, { kind });
}

/** The same policies, compiled. */
export function policySetOf(judged: JudgedPolicies): PolicySet {
  const { boundary, session, resource } = judged;
  return {
    identity: judged.identity.map((raw) => compiled(raw, 'inline')),
    boundary: boundary && compiled(boundary, 'boundary'),
    session: session?.map((raw) => compiled(raw, 'session')),
    resource: resource && compiled(resource, judged.isTrust ? 'trust' : 'resource'),
    accessControlList: judged.accessControlList,
    resourceBindsRoot: judged.resourceBindsRoot,
  };
}
