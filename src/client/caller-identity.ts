import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';

/** Who a credential belongs to. */
export interface CallerIdentity {
  readonly arn: string;
  readonly accountId: string;
  /** Of its ARN: `aws` but for AWS's separate clouds. */
  readonly partition: string;
  /** `root`, `user`, `assumed-role` or `federated-user`. */
  readonly kind: string;
  /** What stands behind the kind: the user's name without its path, or the role and the session. */
  readonly name: string;
}

/** Asks STS, which tells everybody who they are. @throws what the SDK throws */
export async function callerIdentity(sts: STSClient): Promise<CallerIdentity> {
  const { Arn: arn = '', Account: accountId = '' } = await sts.send(
    new GetCallerIdentityCommand({}),
  );
  const [, partition = 'aws', , , , resource = ''] = arn.split(':');
  const [kind = '', ...path] = resource.split('/');
  const name = kind === 'user' ? (path.at(-1) ?? '') : path.join('/');
  return { arn, accountId, partition, kind, name };
}
