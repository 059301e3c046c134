import type { CorsConfiguration, CorsRule } from '../configurations/cors.ts';

/** What a browser asks: which page wants to do what, with which headers of its own. */
export interface CrossOriginRequest {
  readonly origin: string;
  readonly method: string;
  /** Names of `Access-Control-Request-Headers`, lower-case; empty outside of a preflight. */
  readonly headers: readonly string[];
}

/** The first rule of a bucket that allows a request; undefined where none does. */
export function matchingRule(
  { CORSRule: rules }: CorsConfiguration,
  request: CrossOriginRequest,
): CorsRule | undefined {
  return rules.find(
    ({ AllowedMethod, AllowedOrigin, AllowedHeader = [] }) =>
      AllowedMethod.includes(request.method) &&
      AllowedOrigin.some((pattern) => matches(pattern, request.origin)) &&
      request.headers.every((name) =>
        AllowedHeader.some((pattern) => matches(pattern.toLowerCase(), name)),
      ),
  );
}

/** Patterns have one `*` at most, which stands for anything. */
function matches(pattern: string, value: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === value;
  const head = pattern.slice(0, star);
  const tail = pattern.slice(star + 1);
  return (
    value.length >= head.length + tail.length && value.startsWith(head) && value.endsWith(tail)
  );
}

/** The names of a header that is a list, lower-case. */
export function listedNames(header: string | undefined): readonly string[] {
  return (header ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}

/** Response headers that let the page see the answer. */
export function crossOriginHeaders(
  rule: CorsRule,
  request: CrossOriginRequest,
): Readonly<Record<string, string>> {
  const isForAll = rule.AllowedOrigin.includes('*');
  const headers: Record<string, string> = {
    'access-control-allow-origin': isForAll ? '*' : request.origin,
    'access-control-allow-methods': rule.AllowedMethod.join(', '),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
  if (!isForAll) headers['access-control-allow-credentials'] = 'true';
  if (request.headers.length > 0) {
    headers['access-control-allow-headers'] = request.headers.join(', ');
  }
  const exposed = rule.ExposeHeader ?? [];
  if (exposed.length > 0) headers['access-control-expose-headers'] = exposed.join(', ');
  if (rule.MaxAgeSeconds !== undefined) {
    headers['access-control-max-age'] = String(rule.MaxAgeSeconds);
  }
  return headers;
}
