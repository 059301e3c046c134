/** One of AWS's own policies, which every account can attach and none can change. */
export interface AwsPolicy {
  readonly arn: string;
  readonly policyName: string;
  readonly policyId: string;
  readonly path: string;
  readonly description: string;
  readonly versionId: string;
  readonly document: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export function awsPolicy(_arn: string): AwsPolicy | undefined {
  return undefined;
}

export function listAwsPolicies(): readonly AwsPolicy[] {
  return [];
}
