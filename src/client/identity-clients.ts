import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { type Connection, clientConfig, withEndpoint } from './connection.ts';

/** A client of IAM at the connection's endpoint. */
export async function iamClient(connection: Connection): Promise<IAMClient> {
  return new IAMClient(await clientConfig(await withEndpoint(connection, 'iam')));
}

/** A client of STS at the connection's endpoint. */
export async function stsClient(connection: Connection): Promise<STSClient> {
  return new STSClient(await clientConfig(await withEndpoint(connection, 'sts')));
}
