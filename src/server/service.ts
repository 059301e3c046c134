import { createServer } from 'node:http';
import { bound, cannotListen } from './admin.ts';
import type { Log } from './log.ts';
import type { RunningServer } from './running-server.ts';
import type { WorkerConfiguration } from './worker-protocol.ts';

export async function startService(
  configuration: WorkerConfiguration,
  log: Log,
  fatal: (error: Error) => void,
): Promise<RunningServer> {
  const servers = await Promise.all(
    configuration.listen.map(async (address) => {
      const server = createServer((request, response) => {
        if (request.url === '/fatal') fatal(new Error('x'));
        if (request.url === '/crash') process.exit(3);
        setTimeout(() => response.end('ok'), request.url === '/slow' ? 2000 : 0);
      });
      await new Promise<void>((resolve, reject) => {
        server.once('error', (error) => reject(cannotListen(address, error)));
        server.listen(address, resolve);
      });
      return server;
    }),
  );
  log.debug('stub');
  return {
    addresses: servers.map((server, index) =>
      bound(server, configuration.listen[index]?.host ?? ''),
    ),
    failed: new Promise(() => undefined),
    probe: async () => undefined,
    drain: async (timeoutMs) => {
      await Promise.race([
        Promise.all(
          servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
        ),
        new Promise((resolve) => setTimeout(resolve, timeoutMs)),
      ]);
    },
    kill: () => {
      for (const server of servers) server.closeAllConnections();
    },
  };
}
