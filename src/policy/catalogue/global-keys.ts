import type { ConditionKey } from './catalogue.ts';

function keys(type: string, names: string): ConditionKey[] {
  return names.split(' ').map((name) => ({ name: `aws:${name}`, type }));
}

/**
 * AWS's global condition keys (IAM user guide, "AWS global condition context keys"); the service
 * tables do not list them.
 */
export const GLOBAL_KEYS: readonly ConditionKey[] = [
  ...keys(
    'String',
    'PrincipalAccount PrincipalOrgID PrincipalServiceName PrincipalTag/* PrincipalType ' +
      'userid username ChatbotSourceArn Ec2InstanceSourceVpc FederatedProvider SourceIdentity ' +
      'SourceVpc SourceVpcArn SourceVpce VpceAccount VpceOrgID RequestTag/* RequestedRegion ' +
      'ResourceAccount ResourceOrgID ResourceTag/* SourceAccount SourceOrgID SourceOwner ' +
      'UserAgent Referer referer IsMcpServiceAction',
  ),
  ...keys(
    'ArrayOfString',
    'PrincipalOrgPaths PrincipalServiceNamesList CalledVia TagKeys ResourceOrgPaths ' +
      'SourceOrgPaths VpceOrgPaths',
  ),
  ...keys('String', 'CalledViaFirst CalledViaLast'),
  ...keys('ARN', 'PrincipalArn SourceArn Ec2InstanceSourcePrivateIPv4 AssumedRoot'),
  ...keys(
    'Bool',
    'PrincipalIsAWSService MultiFactorAuthPresent SecureTransport ViaAWSService ' +
      'IsMultiFactorAuthPresent',
  ),
  ...keys('Date', 'CurrentTime TokenIssueTime'),
  ...keys('Numeric', 'MultiFactorAuthAge'),
  ...keys('Date', 'EpochTime'),
  ...keys('IPAddress', 'SourceIp VpcSourceIp'),
];

const exact = new Set(GLOBAL_KEYS.map((key) => key.name.toLowerCase()));

/** Whether a key, of any case, is one of AWS's global keys. */
export function isGlobalKey(key: string): boolean {
  const name = key.toLowerCase();
  if (exact.has(name)) return true;
  const slash = name.indexOf('/');
  return slash !== -1 && exact.has(`${name.slice(0, slash)}/*`);
}
