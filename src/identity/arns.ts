/** ARNs of IAM and STS: "IAM ARNs" in AWS's IAM user guide. One partition, aws. */

/** The root user of an account; in policies it stands for the whole account. */
export function rootArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:root`;
}

/** `path` begins and ends with a slash. */
export function userArn(accountId: string, path: string, userName: string): string {
  return `arn:aws:iam::${accountId}:user${path}${userName}`;
}

/** `path` begins and ends with a slash. */
export function groupArn(accountId: string, path: string, groupName: string): string {
  return `arn:aws:iam::${accountId}:group${path}${groupName}`;
}

/** `path` begins and ends with a slash. */
export function roleArn(accountId: string, path: string, roleName: string): string {
  return `arn:aws:iam::${accountId}:role${path}${roleName}`;
}

/** A customer managed policy; those of AWS have `aws` as their account. */
export function policyArn(accountId: string, path: string, policyName: string): string {
  return `arn:aws:iam::${accountId}:policy${path}${policyName}`;
}

/** `path` begins and ends with a slash. */
export function instanceProfileArn(accountId: string, path: string, name: string): string {
  return `arn:aws:iam::${accountId}:instance-profile${path}${name}`;
}

/** `host` is the URL without its scheme, path included. */
export function oidcProviderArn(accountId: string, host: string): string {
  return `arn:aws:iam::${accountId}:oidc-provider/${host}`;
}

/** A role's session: the role's path is left out. */
export function assumedRoleArn(accountId: string, roleName: string, sessionName: string): string {
  return `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
}

/** A session of GetFederationToken. */
export function federatedUserArn(accountId: string, name: string): string {
  return `arn:aws:sts::${accountId}:federated-user/${name}`;
}

/** The ARN of a user, group or role, by its kind. */
export function entityArn(
  accountId: string,
  entity: {
    readonly kind: 'user' | 'group' | 'role';
    readonly path: string;
    readonly name: string;
  },
): string {
  return `arn:aws:iam::${accountId}:${entity.kind}${entity.path}${entity.name}`;
}

export interface IamEntityArn {
  readonly accountId: string;
  readonly kind:
    | 'root'
    | 'user'
    | 'group'
    | 'role'
    | 'policy'
    | 'instance-profile'
    | 'oidc-provider';
  /** Empty for root and for an OIDC provider. */
  readonly path: string;
  /** The name; of an OIDC provider its whole host and path. */
  readonly name: string;
}

const iamArn =
  /^arn:aws:iam::(\d{12}|aws):(user|group|role|policy|instance-profile|oidc-provider)(\/.*)$/s;

/** @returns undefined for anything that is no ARN of an entity of IAM */
export function parseIamArn(arn: string): IamEntityArn | undefined {
  const root = /^arn:aws:iam::(\d{12}):root$/.exec(arn)?.[1];
  if (root !== undefined) return { accountId: root, kind: 'root', path: '', name: '' };
  const [, accountId, kind, rest] = iamArn.exec(arn) ?? [];
  if (accountId === undefined || kind === undefined || rest === undefined) return undefined;
  switch (kind) {
    case 'oidc-provider':
      return { accountId, kind, path: '', name: rest.slice(1) };
    case 'user':
    case 'group':
    case 'role':
    case 'policy':
    case 'instance-profile': {
      const slash = rest.lastIndexOf('/') + 1;
      const name = rest.slice(slash);
      return name === '' ? undefined : { accountId, kind, path: rest.slice(0, slash), name };
    }
    default:
      return undefined;
  }
}

export interface AssumedRoleArn {
  readonly accountId: string;
  readonly roleName: string;
  readonly sessionName: string;
}

/** @returns undefined for anything that is no ARN of a role's session */
export function parseAssumedRoleArn(arn: string): AssumedRoleArn | undefined {
  const [, accountId, roleName, sessionName] =
    /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\/([^/]+)$/.exec(arn) ?? [];
  if (accountId === undefined || roleName === undefined || sessionName === undefined) {
    return undefined;
  }
  return { accountId, roleName, sessionName };
}
