import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { certificate, virtualHostSuffix } from './access-mode.ts';

/** An access key, as every client and signer of the harness takes it. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A server under test. It belongs to one test file. */
export interface TestServer {
  /** Such as `http://127.0.0.1:43211`, without a slash at the end; HTTPS where the mode says so. */
  readonly endpoint: string;
  readonly host: string;
  readonly port: number;
  /** The process that was started; undefined for an endpoint that the environment named. */
  readonly pid: number | undefined;
  /** The key of the account's root user. */
  readonly root: Credentials;
  /** Everything that the server printed so far. */
  output(): string;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** How many processes serve; 1 unless given. */
  readonly workers?: number;
  /** Further arguments of `serve`. */
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Keeps its data in this folder, so that a test can start a second server on it. */
  readonly dataFolder?: string;
  /** The master key file of that folder, where somebody made it before. */
  readonly masterKeyFile?: string;
  readonly root?: Credentials;
}

/** Mostly waited for on a machine that has much else to do. */
const startDeadlineMs = 90_000;
const stopDeadlineMs = 10_000;
const repository = fileURLToPath(new URL('../../..', import.meta.url));

// A signal ends a process without its 'exit' event, and servers are killed at that event.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => process.exit(code));
}

/** A fresh root key; no test knows a fixed secret. */
export function randomCredentials(): Credentials {
  const id = randomBytes(16).map((byte) => 65 + (byte % 26));
  return {
    accessKeyId: `AKIA${Buffer.from(id).toString('latin1')}`,
    secretAccessKey: randomBytes(30).toString('base64').replaceAll(/[+/=]/g, 'x'),
  };
}

/** Resolves with the address of the first line `Listening on http://HOST:PORT`. */
function waitUntilReady(child: ChildProcess, output: () => string): Promise<URL> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      reject(new Error(`The server ${why}. It printed:\n${output()}`));
    };
    const timer = setTimeout(() => fail('did not become ready in time'), startDeadlineMs);
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) => fail(`ended with ${code ?? signal} before it was ready`));
    child.stdout?.on('data', () => {
      const address = /^Listening on (https?:\/\/\S+)\s/m.exec(output())?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(new URL(address));
    });
  });
}

/** End a child by its own id: politely first, then for certain. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopDeadlineMs);
  await ended;
  clearTimeout(timer);
}

/** The endpoint that the environment names instead of a server of our own (AWS, or a peer). */
function externalServer(): TestServer | undefined {
  const endpoint = process.env.STRONGROOM_TEST_ENDPOINT;
  if (endpoint === undefined) return undefined;
  const url = new URL(endpoint);
  const root = {
    accessKeyId: process.env.STRONGROOM_ROOT_ACCESS_KEY_ID ?? '',
    secretAccessKey: process.env.STRONGROOM_ROOT_SECRET_ACCESS_KEY ?? '',
  };
  const port = Number(url.port || 80);
  return {
    endpoint: url.origin,
    host: url.hostname,
    port,
    pid: undefined,
    root,
    output: () => '',
    stop: async () => {},
  };
}

/** The environment of a server: nothing of the developer's own AWS or Strongroom settings. */
function serverEnvironment(
  folder: string,
  root: Credentials,
  extra: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(AWS|STRONGROOM|NODE_TEST)_/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    HOME: folder,
    STRONGROOM_ROOT_ACCESS_KEY_ID: root.accessKeyId,
    STRONGROOM_ROOT_SECRET_ACCESS_KEY: root.secretAccessKey,
    ...extra,
  };
}

function tlsArguments(): readonly string[] {
  if (certificate === undefined) return [];
  return ['--tls-certificate', certificate.certificateFile, '--tls-key', certificate.keyFile];
}

/**
 * Start a server from source on a free port of 127.0.0.1 with a fresh data folder. Callers in test
 * files use `useServer`, which also stops it.
 */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'strongroom-test-'));
  const root = options.root ?? randomCredentials();
  const child = spawn(
    process.execPath,
    [
      join(repository, 'src/cli/main.ts'),
      'serve',
      ...['--data', options.dataFolder ?? join(folder, 'data')],
      ...['--master-key-file', options.masterKeyFile ?? join(folder, 'master.key')],
      ...['--listen', '127.0.0.1:0', '--hostname', virtualHostSuffix],
      ...tlsArguments(),
      // One process starts soonest; a file that is about several says so.
      ...['--workers', String(options.workers ?? 1)],
      // Its own address is one for all servers; a file about the console names another.
      ...(options.arguments?.includes('--console-listen') ? [] : ['--console-listen', 'off']),
      ...(options.arguments ?? []),
    ],
    {
      cwd: folder,
      env: serverEnvironment(folder, root, options.environment),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let printed = '';
  const collect = (chunk: Buffer) => {
    printed += chunk.toString('utf8');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  // A test process that is killed or crashes must not leave its server behind.
  const killNow = () => child.kill('SIGKILL');
  process.once('exit', killNow);
  const stop = async () => {
    await end(child);
    process.off('exit', killNow);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const url = await waitUntilReady(child, () => printed);
    const port = Number(url.port);
    const { origin: endpoint, hostname: host } = url;
    return { endpoint, host, port, pid: child.pid, root, output: () => printed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

let shared: Promise<TestServer> | undefined;

/** A server that no options set apart is there once in a process, however many files run in it. */
function sharedServer(): Promise<TestServer> {
  shared ??= startServer().then((server) => {
    let stopped: Promise<void> | undefined;
    return {
      ...server,
      stop() {
        stopped ??= server.stop();
        return stopped;
      },
    };
  });
  return shared;
}

/**
 * The server of a test file: `const server = await useServer();` at the top level. Stopped when the
 * tests are over. With STRONGROOM_TEST_ENDPOINT set, that endpoint is tested instead.
 */
export async function useServer(options?: ServerOptions): Promise<TestServer> {
  const own = () => (options === undefined ? sharedServer() : startServer(options));
  const server = externalServer() ?? (await own());
  after(() => server.stop());
  return server;
}
