import { createServer, type Server } from 'node:http';
import type { Log } from './log.ts';
import { expositionType, type Family, printFamilies } from './metrics/family.ts';
import type { RunningServer } from './running-server.ts';
import { type ListenAddress, printAddress } from './setting-values.ts';
import { StartFailure } from './start-failure.ts';

const maxConnections = 64;
const requestTimeoutMs = 10_000;

interface AdminAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface AdminServer {
  readonly addresses: readonly ListenAddress[];
  /** From now on `ready` answers 503, so that load balancers turn away before the drain. */
  notReady(reason: string): void;
  close(): void;
}

/**
 * Serves what operators ask, on addresses of their own: no path of a bucket can clash with it, and
 * a firewall can tell it apart. `/health/live` says that the process runs; `/health/ready` that
 * every worker can read and write; `/metrics` is for Prometheus.
 */
export async function startAdminServer(
  addresses: readonly ListenAddress[],
  running: RunningServer,
  metrics: () => Promise<readonly Family[]>,
  log: Log,
): Promise<AdminServer> {
  let stopping: string | undefined;
  const routes: Readonly<Record<string, () => Promise<AdminAnswer>>> = {
    '/health/live': async () => health(undefined),
    '/health/ready': async () => health(stopping ?? (await running.probe())),
    '/metrics': async () => ({
      status: 200,
      contentType: expositionType,
      body: printFamilies(await metrics()),
    }),
  };
  const servers = await Promise.all(addresses.map((address) => listen(address, routes, log)));
  return {
    addresses: servers.map((server, index) => bound(server, addresses[index]?.host ?? '')),
    notReady: (reason) => {
      stopping = reason;
    },
    close: () => {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

function listen(
  address: ListenAddress,
  routes: Readonly<Record<string, () => Promise<AdminAnswer>>>,
  log: Log,
): Promise<Server> {
  const server = createServer({ requestTimeout: requestTimeoutMs }, (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const route = isRead && Object.hasOwn(routes, path) ? routes[path] : undefined;
    const answered = route?.() ?? Promise.resolve({ ...plain('not found'), status: 404 });
    answered.then(
      ({ status, contentType, body }) => {
        response.writeHead(status, { 'Content-Type': contentType, 'Cache-Control': 'no-store' });
        response.end(request.method === 'HEAD' ? undefined : body);
      },
      (error: unknown) => {
        log.error('an administrative request failed', { path, reason: String(error) });
        response.writeHead(500).end();
      },
    );
  });
  server.maxConnections = maxConnections;
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(address, error)));
    server.listen({ ...address, exclusive: true }, () => resolve(server));
  });
}

function plain(text: string) {
  return { contentType: 'text/plain; charset=utf-8', body: `${text}\n` };
}

function health(problem: string | undefined): AdminAnswer {
  return problem === undefined
    ? { status: 200, ...plain('ok') }
    : { status: 503, ...plain(problem) };
}

/** Where a server listens: the host as it was asked for, the port as it was given. */
export function bound(server: Pick<Server, 'address'>, host: string): ListenAddress {
  const address = server.address();
  return { host, port: address === null || typeof address === 'string' ? 0 : address.port };
}

/** The failure to listen, in the words of the settings. */
export function cannotListen(address: ListenAddress, error: NodeJS.ErrnoException): StartFailure {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another process listens there already',
    EACCES: 'this user may not listen there',
    EADDRNOTAVAIL: 'this machine has no such address',
    ENOTFOUND: 'the name has no address',
  };
  const reason = reasons[error.code ?? ''] ?? error.message;
  return new StartFailure(`cannot listen on ${printAddress(address)}: ${reason}`);
}
