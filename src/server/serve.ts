import { mkdirSync } from 'node:fs';
import type { Fatal } from '../store/surroundings.ts';
import { startAdminServer } from './admin.ts';
import { type Configuration, type Environment, unknownVariables } from './configuration.ts';
import { lockDataFolder } from './data-lock.ts';
import { type FirstKey, printFirstKey } from './first-key.ts';
import { createLog, type Log } from './log.ts';
import { serverMetrics } from './metrics/server-metrics.ts';
import { prepareStore } from './prepare-store.ts';
import type { RunningServer } from './running-server.ts';
import { type ListenAddress, printAddress } from './setting-values.ts';
import { StartFailure } from './start-failure.ts';
import { listenToStopSignals, type StopSignals } from './stop-signals.ts';
import type { WorkerConfiguration } from './worker-protocol.ts';
import { startWorkers } from './workers.ts';

export interface ServerOutput {
  out(text: string): void;
  error(text: string): void;
  readonly environment: Environment;
}

/** Only the owner of the process reads what is stored. */
const folderMode = 0o700;

/**
 * Serves until a signal or a failure ends it.
 * @returns the exit code: 0 after a drain, 1 where requests were cut off
 * @throws StartFailure when it cannot start, or can no longer promise durability
 */
export async function serveUntilStopped(
  configuration: Configuration,
  output: ServerOutput,
): Promise<number> {
  const signals = listenToStopSignals();
  const log = createLog({
    level: configuration.logLevel,
    format: configuration.logFormat,
    write: output.error,
  });
  for (const problem of unknownVariables(output.environment)) log.warn(problem);
  makeFolder(configuration.data);
  const lock = lockDataFolder(configuration.data);
  try {
    const prepared = await prepareStore(configuration, output.environment, fatalIn(log));
    const running = await startTelling(configuration, prepared, log, output);
    return await serveOn(running, configuration, signals, log, output);
  } finally {
    lock.release();
    signals.ignore();
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: folderMode });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartFailure(`the data folder ${folder} cannot be made: ${reason}`);
  }
}

/** A first key is told whether the start works out or not: it exists by then, and is told once. */
async function startTelling(
  configuration: Configuration,
  prepared: { readonly masterKeyFile: string; readonly firstKey: FirstKey | undefined },
  log: Log,
  output: ServerOutput,
): Promise<RunningServer> {
  const { rootAccessKeyId: _, rootSecretAccessKey: __, ...settings } = configuration;
  const forWorkers = { ...settings, masterKeyFile: prepared.masterKeyFile };
  let addresses = configuration.listen;
  try {
    const running = await startProcesses(forWorkers, log);
    addresses = running.addresses;
    return running;
  } finally {
    if (prepared.firstKey !== undefined) {
      const endpoint = printEndpoint(configuration, addresses[0]);
      output.out(printFirstKey(prepared.firstKey, endpoint, configuration.region));
    }
  }
}

async function startProcesses(
  configuration: WorkerConfiguration,
  log: Log,
): Promise<RunningServer> {
  if (configuration.workers > 1) return startWorkers(configuration, log);
  // Loaded here alone: the primary of several workers serves nothing itself.
  const { startService } = await import('./service.ts');
  return startService(configuration, log, fatalIn(log));
}

function fatalIn(log: Log): Fatal {
  return (error) => {
    log.error('durability can no longer be promised', { reason: error.message });
    process.exit(1);
  };
}

async function serveOn(
  running: RunningServer,
  configuration: Configuration,
  signals: StopSignals,
  log: Log,
  output: ServerOutput,
): Promise<number> {
  const metrics = async () => [
    ...(await serverMetrics(configuration.data)),
    ...(await running.metrics()),
  ];
  const admin = await startAdminServer(configuration.adminListen, running, metrics, log).catch(
    (error) => {
      running.kill();
      throw error;
    },
  );
  for (const address of admin.addresses) {
    output.out(`Health on http://${printAddress(address)}/health/ready\n`);
  }
  for (const address of running.addresses) {
    output.out(`Listening on ${printEndpoint(configuration, address)}\n`);
  }
  if (running.consoleAddress !== undefined) {
    output.out(`Console on ${printEndpoint(configuration, running.consoleAddress)}\n`);
  }
  const reload = () => reloadTelling(running, log);
  process.on('SIGHUP', reload);
  try {
    const signal = await Promise.race([signals.first, running.failed]);
    log.info('stopping: requests in flight may end', {
      signal,
      timeoutMs: configuration.drainTimeout,
    });
    admin.notReady('the server is stopping');
    const drained = running.drain(configuration.drainTimeout).then(() => true);
    const done = await Promise.race([drained, signals.second.then(() => false)]);
    if (!done) running.kill();
    log.info(done ? 'stopped' : 'stopped at once, at a second signal');
    return done ? 0 : 1;
  } finally {
    process.off('SIGHUP', reload);
    admin.close();
  }
}

/** SIGHUP renews the certificate; one that cannot be used changes nothing. */
function reloadTelling(running: RunningServer, log: Log): void {
  try {
    running.reload();
    log.info('the certificate was read again');
  } catch (error) {
    log.error('the certificate in force stays', { reason: String(error) });
  }
}

function printEndpoint(configuration: Configuration, address: ListenAddress | undefined): string {
  const scheme = configuration.tlsCertificate === undefined ? 'http' : 'https';
  const everywhere = address?.host === '::' || address?.host === '0.0.0.0';
  const reachable = everywhere ? { host: 'localhost', port: address.port } : address;
  return `${scheme}://${reachable === undefined ? '' : printAddress(reachable)}`;
}
