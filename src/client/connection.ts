import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { profileEndpoint } from './profile-endpoint.ts';

/** A key that was given by itself, and not found through a profile. */
export interface GivenCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** Where a tool connects to, and as whom. Whatever is undefined is found as AWS's own tools do. */
export interface Connection {
  /** Such as `https://s3.example.net`; undefined for AWS, or what the profile says. */
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  readonly profile: string | undefined;
  readonly credentials: GivenCredentials | undefined;
  /** Undefined: with a custom endpoint, because its buckets may have no host names. */
  readonly pathStyle: boolean | undefined;
}

/** Where AWS's tools go when nobody names a region. */
const fallbackRegion = 'us-east-1';

/** One request and its retries; the SDK waits longer before each. */
const maxAttempts = 5;

/**
 * The key in the environment, whole or not at all: an id from one place never meets a secret from
 * another.
 */
export function environmentCredentials(
  environment: Readonly<Record<string, string | undefined>>,
): GivenCredentials | undefined {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = environment;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return undefined;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN || undefined,
  };
}

/** The endpoint in the environment, the service's own before the one of all services. */
export function environmentEndpoint(
  environment: Readonly<Record<string, string | undefined>>,
  service: 'S3' | 'IAM' | 'STS',
): string | undefined {
  const { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, AWS_ENDPOINT_URL } = environment;
  if (AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') return undefined;
  return environment[`AWS_ENDPOINT_URL_${service}`] || AWS_ENDPOINT_URL || undefined;
}

/** What every client of the SDK is configured with. */
export async function clientConfig(connection: Connection) {
  const { endpoint, profile, credentials } = connection;
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(profile === undefined ? {} : { profile }),
    region: await regionOf(connection),
    credentials:
      credentials === undefined
        ? fromNodeProviderChain(profile === undefined ? {} : { profile })
        : givenKey(credentials),
    maxAttempts,
  };
}

function givenKey({ accessKeyId, secretAccessKey, sessionToken }: GivenCredentials) {
  const key = { accessKeyId, secretAccessKey };
  return sessionToken === undefined ? key : { ...key, sessionToken };
}

/** The connection with the endpoint of its profile, where none was named. */
export async function withEndpoint(
  connection: Connection,
  service: 's3' | 'iam' | 'sts',
): Promise<Connection> {
  const { endpoint = await profileEndpoint(connection.profile, service) } = connection;
  return { ...connection, endpoint };
}

/** A client of S3 at the connection's endpoint. */
export async function s3Client(
  named: Connection,
  more: Partial<S3ClientConfig> = {},
): Promise<S3Client> {
  const connection = await withEndpoint(named, 's3');
  return new S3Client({
    ...(await clientConfig(connection)),
    followRegionRedirects: true,
    forcePathStyle: connection.pathStyle ?? connection.endpoint !== undefined,
    ...more,
  });
}

async function regionOf({ region, profile }: Connection): Promise<string> {
  if (region !== undefined) return region;
  const { config } = new S3Client(profile === undefined ? {} : { profile });
  return config.region().catch(() => fallbackRegion);
}
