import type { Caller } from '../identity/caller.ts';
import { type Field, fieldText, type Target } from './field.ts';
import type { WireRequest } from './request.ts';
import type { Requirement, ResourceAccess } from './requirement.ts';

type Fact = string | readonly string[] | undefined;

/** Where conditions find their facts, besides the requirement's and the resource's own. */
export interface ConditionSources {
  readonly request: WireRequest;
  readonly caller: Caller;
  readonly target: Target;
  readonly fields: ReadonlyMap<string, Field>;
  /** The region that this endpoint serves. */
  readonly region: string;
}

/**
 * The context of one decision: a look-up by lower-case key that computes nothing which no policy
 * asks for. What follows from the principal alone the policy engine knows itself. A fact of the
 * requirement wins over a field, a field over the resource, and so on, so that a request can never
 * shadow what the server knows better.
 */
export function conditionContext(
  sources: ConditionSources,
  requirement: Requirement,
  resource: ResourceAccess,
): (key: string) => Fact {
  return (key) => {
    const own = requirement.context?.get(key);
    if (own !== undefined) return own;
    const field = sources.fields.get(key);
    if (field !== undefined) return fieldText(field, sources.request, sources.target);
    if (key === 'aws:resourceaccount' || key === 's3:resourceaccount') return resource.accountId;
    return (
      resource.context(key) ??
      sources.caller.credential?.sessionContext.get(key) ??
      sources.caller.webIdentity?.facts.get(key) ??
      requestFact(sources, key)
    );
  };
}

function requestFact({ request, caller, region }: ConditionSources, key: string): Fact {
  switch (key) {
    case 'aws:sourceip':
      return request.sourceIp;
    case 'aws:securetransport':
      return request.secure ? 'true' : 'false';
    case 'aws:currenttime':
      return new Date(request.receivedAtMs).toISOString();
    case 'aws:epochtime':
      return String(Math.floor(request.receivedAtMs / 1000));
    case 'aws:useragent':
      return request.headers.get('user-agent');
    case 'aws:referer':
      return request.headers.get('referer');
    case 'aws:requestedregion':
      return region;
    case 'aws:viaawsservice':
      return 'false';
    case 's3:tlsversion':
      return request.tlsVersion?.replace(/^TLSv/, '');
    case 's3:x-amz-content-sha256':
      return request.headers.get('x-amz-content-sha256');
    default:
      return signatureFact(caller, key);
  }
}

function signatureFact({ authentication }: Caller, key: string): Fact {
  if (key === 's3:signatureversion') return authentication.signatureVersion;
  if (key === 's3:signatureage') return authentication.signatureAgeMs?.toString();
  if (key !== 's3:authtype') return undefined;
  switch (authentication.method) {
    case 'header':
      return 'REST-HEADER';
    case 'query':
      return 'REST-QUERY-STRING';
    case 'post-form':
      return 'POST';
    default:
      return undefined;
  }
}
