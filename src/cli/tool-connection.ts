import {
  type Connection,
  environmentCredentials,
  environmentEndpoint,
} from '../client/connection.ts';
import { failureText } from '../client/failure.ts';
import { region, text } from '../server/setting-values.ts';
import { CommandFailure, type CommandOption, type Invocation } from './command.ts';

/** Where a tool connects to, and as whom: the options that AWS's own tools have too. */
export const toolConnectionOptions: readonly CommandOption[] = [
  {
    name: 'endpoint-url',
    summary: 'Where S3, IAM and STS are.',
    type: { ...text, placeholder: 'URL' },
    defaultText: "the profile's, else AWS",
    environment: 'AWS_ENDPOINT_URL',
    group: 'Connection',
  },
  {
    name: 'region',
    summary: 'The region to sign for.',
    type: region,
    defaultText: "the profile's, else us-east-1",
    environment: 'AWS_REGION',
    group: 'Connection',
  },
  {
    name: 'profile',
    summary: "The profile of AWS's configuration files whose key is used.",
    type: { ...text, placeholder: 'NAME' },
    environment: 'AWS_PROFILE',
    group: 'Connection',
  },
];

/** How to connect to one service, by the options and the environment. */
export function toolConnection(
  { options, terminal }: Pick<Invocation, 'options' | 'terminal'>,
  service: 'S3' | 'IAM' | 'STS' = 'S3',
): Connection {
  const { environment } = terminal;
  const [endpoint] = options.texts.get('endpoint-url') ?? [];
  const [profile] = options.texts.get('profile') ?? [];
  return {
    endpoint: endpoint ?? environmentEndpoint(environment, service),
    region: options.text('region') ?? environment.AWS_DEFAULT_REGION,
    profile: profile ?? environment.AWS_PROFILE,
    // A profile that is named on the command line beats the key in the environment.
    credentials: profile === undefined ? environmentCredentials(environment) : undefined,
    pathStyle: undefined,
  };
}

/** Runs what talks to services. @throws CommandFailure with what to do, for what the SDK throws */
export async function talking<Answer>(
  invocation: Pick<Invocation, 'options' | 'terminal'>,
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (isOfSdk(error)) {
      throw new CommandFailure(failureText(error, toolConnection(invocation).endpoint ?? 'AWS'));
    }
    throw error;
  }
}

/** An answer of a service, a connection that failed, or a credential that cannot be found. */
function isOfSdk(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    '$metadata' in error ||
    error.name === 'CredentialsProviderError' ||
    error instanceof AggregateError ||
    ('syscall' in error && typeof error.syscall === 'string' && 'code' in error)
  );
}
