/** The six parts of an ARN; the resource may contain further colons. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

const SEGMENTS = 6;

/** Splits at the first five colons; undefined when there are fewer. */
export function arnSegments(text: string): string[] | undefined {
  const segments: string[] = [];
  let at = 0;
  while (segments.length < SEGMENTS - 1) {
    const colon = text.indexOf(':', at);
    if (colon === -1) return undefined;
    segments.push(text.slice(at, colon));
    at = colon + 1;
  }
  segments.push(text.slice(at));
  return segments;
}

/** Parses `arn:partition:service:region:account:resource`. */
export function parseArn(text: string): Arn | undefined {
  const [arn, partition, service, region, account, resource] = arnSegments(text) ?? [];
  if (arn !== 'arn' || partition === undefined || service === undefined) return undefined;
  if (region === undefined || account === undefined || resource === undefined) return undefined;
  return { partition, service, region, account, resource };
}

/** Account ids are exactly twelve digits. */
export function isAccountId(text: string): boolean {
  if (text.length !== 12) return false;
  for (let i = 0; i < 12; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x30 || code > 0x39) return false;
  }
  return true;
}

/** The account that a principal of a policy names as a whole: by its id or by its root's ARN. */
export function namedAccount(principal: string): string | undefined {
  if (isAccountId(principal)) return principal;
  const arn = parseArn(principal);
  if (arn === undefined || arn.partition !== 'aws' || arn.service !== 'iam') return undefined;
  return arn.region === '' && arn.resource === 'root' ? arn.account : undefined;
}

/** Where the resource part begins (behind the fifth colon), or -1. */
export function resourcePartOffset(text: string): number {
  let at = -1;
  for (let i = 0; i < SEGMENTS - 1; i++) {
    at = text.indexOf(':', at + 1);
    if (at === -1) return -1;
  }
  return at + 1;
}
