import type { CompiledPolicy, Principal } from '../policy/index.ts';
import type { WebIdentity } from './web-identity.ts';

/** The policies that come with a caller, compiled; the resource's own are added by the request. */
export interface CallerPolicies {
  readonly identity: readonly CompiledPolicy[];
  readonly boundary: CompiledPolicy | undefined;
  readonly session: readonly CompiledPolicy[] | undefined;
}

/** What is known of a credential before its signature was checked. Never act on it. */
export interface CredentialRecord {
  readonly accessKeyId: string;
  /** The plain secret, held in memory only while cached; never logged. */
  readonly secretAccessKey: string;
  readonly kind: 'long-term' | 'temporary';
  readonly principal: Principal;
  readonly policies: CallerPolicies;
  /** The S3 canonical id (64 hexadecimal digits) of the principal's account. */
  readonly canonicalId: string;
  readonly displayName: string;
  /** Facts of a temporary credential: issue time, source identity, MFA and so on; keys lower-case. */
  readonly sessionContext: ReadonlyMap<string, string | readonly string[]>;
}

/** What looking up an access key id gives. A session token comes only with temporary keys. */
export type CredentialLookup =
  | { readonly kind: 'found'; readonly credential: CredentialRecord }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'inactive' }
  | { readonly kind: 'expired-token' }
  | { readonly kind: 'invalid-token' };

declare const authenticated: unique symbol;

/** How the request proved who sent it; feeds s3:authType and s3:signatureversion. */
export interface Authentication {
  readonly method: 'anonymous' | 'header' | 'query' | 'post-form' | 'console' | 'web-identity';
  readonly signatureVersion: 'AWS4-HMAC-SHA256' | 'AWS' | undefined;
  /** Milliseconds between signing and receipt. */
  readonly signatureAgeMs: number | undefined;
  /** The region of the credential scope, empty where the client sent none. */
  readonly scopeRegion: string | undefined;
  /** The service of the credential scope: s3, iam, sts. */
  readonly scopeService: string | undefined;
}

/** Who is asking, proven. Only `src/http/authenticate.ts` can make one. */
export interface Caller {
  readonly [authenticated]: true;
  readonly principal: Principal;
  /** Undefined for an anonymous caller, and for one with a web identity. */
  readonly credential: CredentialRecord | undefined;
  /** Of a caller whom the token of an identity provider vouches for. */
  readonly webIdentity: WebIdentity | undefined;
  readonly authentication: Authentication;
}
