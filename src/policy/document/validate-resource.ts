/** IAM's words for a value of Resource that is no acceptable ARN. */

const PARTITIONS = new Set([
  'aws',
  'aws-cn',
  'aws-us-gov',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
  'aws-eusc',
  '*',
]);

const IAM_PATHS = [
  'user/',
  'federated-user/',
  'role/',
  'group/',
  'instance-profile/',
  'mfa/',
  'server-certificate/',
  'policy/',
  'sms-mfa/',
  'saml-provider/',
  'oidc-provider/',
  'report/',
  'access-report/',
];

/** The message about a value of Resource or NotResource, or undefined when it is acceptable. */
export function resourceFault(resource: string): string | undefined {
  if (resource === '*') return undefined;
  const [head, partition, ...rest] = resource.split(':');
  if (head === undefined || partition === undefined) {
    return `Resource ${resource} must be in ARN format or "*".`;
  }
  if (!PARTITIONS.has(partition)) {
    return `Partition "${partition}" is not valid for resource "${completed(partition, rest)}".`;
  }
  const [service, region, , ...path] = rest;
  if (service === undefined || service.includes('*') || service.includes('?')) {
    return 'Resource vendor must be fully qualified and cannot contain regexes.';
  }
  return serviceFault(resource, service, region, path.join(':'));
}

/** IAM repeats the ARN with `*` for each segment that is not there. */
function completed(partition: string, rest: readonly string[]): string {
  const first = rest[0] === '' && rest.length === 1 ? '*' : (rest[0] ?? '*');
  const last = rest.length > 3 ? rest.slice(3).join(':') : '*';
  return ['arn', partition, first, rest[1] ?? '*', rest[2] ?? '*', last].join(':');
}

function serviceFault(
  resource: string,
  service: string,
  region: string | undefined,
  path: string,
): string | undefined {
  if (service === 'iam' && region !== undefined && region !== '' && region !== '*') {
    return `IAM resource ${resource} cannot contain region information.`;
  }
  if (service === 's3' && region !== undefined && region !== '' && region !== '*') {
    if (!S3_REGIONAL.some((prefix) => path.startsWith(prefix))) {
      return `Resource ${resource} can not contain region information.`;
    }
  }
  if (service !== 'iam' || path === '' || path === '*' || isIamPath(path)) return undefined;
  return `IAM resource path must either be "*" or start with ${IAM_PATHS.join(', ')}.`;
}

const S3_REGIONAL = ['accesspoint', 'job/', 'storage-lens', 'access-grants', 'async-request', '*'];

/** Also what a wildcard may still make one of the paths, and the account's root and `*`. */
function isIamPath(path: string): boolean {
  if (path === 'root' || path.startsWith('*') || path.includes('?')) return true;
  const star = path.indexOf('*');
  const start = star === -1 ? path : path.slice(0, star);
  return IAM_PATHS.some(
    (prefix) => start.startsWith(prefix) || (star !== -1 && prefix.startsWith(start)),
  );
}
