import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Credentials, startServer } from '../test/conformance/harness/server.ts';

/** An endpoint that is measured. */
export interface Target {
  readonly name: string;
  readonly endpoint: string;
  readonly pid: number | undefined;
  /** Undefined where requests are not signed. */
  readonly credentials: Credentials | undefined;
  readonly bucket: string;
  stop(): Promise<void>;
}

const region = 'us-east-1';
const bucket = 'bench';

/** A policy as people write them; the requests of the benchmark are allowed by its last statement. */
const userPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${bucket}` },
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: `arn:aws:s3:::${bucket}/*`,
    },
  ],
});

/** A user with an ordinary policy: what every request of the benchmark is authorized by. */
async function createOrdinaryUser(endpoint: string, root: Credentials): Promise<Credentials> {
  const iam = new IAMClient({ endpoint, region, credentials: root });
  const UserName = 'bench';
  await iam.send(new CreateUserCommand({ UserName }));
  const policy = { UserName, PolicyName: 'bench', PolicyDocument: userPolicy };
  await iam.send(new PutUserPolicyCommand(policy));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  iam.destroy();
  const { AccessKeyId, SecretAccessKey } = AccessKey ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined) throw new Error('no access key');
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
}

/** Start the server with an ordinary user and a bucket. */
export async function startStrongroom(workers: number): Promise<Target> {
  const server = await startServer({ workers });
  const { endpoint, root, pid } = server;
  try {
    const s3 = new S3Client({ endpoint, region, credentials: root, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    s3.destroy();
    const credentials = await createOrdinaryUser(endpoint, root);
    return { name: 'strongroom', endpoint, pid, credentials, bucket, stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Put the objects that a benchmark reads. */
export async function putObjects(
  target: Target,
  keys: readonly string[],
  body: Buffer,
): Promise<void> {
  const { endpoint, credentials, bucket: Bucket } = target;
  if (credentials === undefined) return;
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: body }));
  s3.destroy();
}

/** Start a bare node:http server that answers everything with so many bytes. */
export async function startBareServer(bodyBytes: number): Promise<Target> {
  const path = fileURLToPath(new URL('bare-server.ts', import.meta.url));
  const child = fork(path, [String(bodyBytes)]);
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(Number(message)));
    child.once('exit', (code) => reject(new Error(`the bare server ended with ${code}`)));
  });
  return {
    name: 'bare node:http',
    endpoint: `http://127.0.0.1:${port}`,
    pid: child.pid,
    credentials: undefined,
    bucket,
    stop: async () => {
      child.removeAllListeners('exit');
      child.disconnect();
    },
  };
}
