import { percentEncodeBytes } from '../http/percent-encoding.ts';
import type { RoutingRule, WebsiteConfiguration } from '../s3/configurations/website.ts';

/** Where a visitor is sent. */
export interface Redirection {
  readonly status: number;
  readonly location: string;
}

/** What a redirection keeps of the request where a rule replaces nothing. */
export interface Visited {
  readonly protocol: 'http' | 'https';
  /** The Host header as it came, with its port. */
  readonly host: string;
  /** The key that the path names, decoded, without the index document. */
  readonly key: string;
}

const defaultRedirectStatus = 301;

/** Where a bucket sends all of its visitors; undefined where it serves them itself. */
export function redirectOfAll(
  { RedirectAllRequestsTo: to }: WebsiteConfiguration,
  visited: Visited,
): Redirection | undefined {
  if (to === undefined) return undefined;
  const protocol = to.Protocol ?? visited.protocol;
  return {
    status: defaultRedirectStatus,
    location: `${protocol}://${to.HostName}/${encodeKey(visited.key)}`,
  };
}

/**
 * The redirection of the first routing rule that applies.
 * @param errorStatus of the refusal that the visitor would get; undefined before the object is
 *   looked up, when only rules without an error code apply
 */
export function redirectOfRules(
  { RoutingRules }: WebsiteConfiguration,
  visited: Visited,
  errorStatus: number | undefined,
): Redirection | undefined {
  const rule = RoutingRules?.find((candidate) => applies(candidate, visited.key, errorStatus));
  if (rule === undefined) return undefined;
  const { Protocol, HostName, HttpRedirectCode } = rule.Redirect;
  const origin = `${Protocol ?? visited.protocol}://${HostName ?? visited.host}`;
  return {
    status: HttpRedirectCode === undefined ? defaultRedirectStatus : Number(HttpRedirectCode),
    location: `${origin}/${encodeKey(replacedKey(rule, visited.key))}`,
  };
}

function applies({ Condition }: RoutingRule, key: string, status: number | undefined): boolean {
  const code = Condition?.HttpErrorCodeReturnedEquals;
  if (code === undefined ? status !== undefined : code !== String(status)) return false;
  return key.startsWith(Condition?.KeyPrefixEquals ?? '');
}

function replacedKey({ Condition, Redirect }: RoutingRule, key: string): string {
  if (Redirect.ReplaceKeyWith !== undefined) return Redirect.ReplaceKeyWith;
  if (Redirect.ReplaceKeyPrefixWith === undefined) return key;
  return Redirect.ReplaceKeyPrefixWith + key.slice(Condition?.KeyPrefixEquals?.length ?? 0);
}

function encodeKey(key: string): string {
  return percentEncodeBytes(Buffer.from(key), true);
}
