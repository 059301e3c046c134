import { readFileSync } from 'node:fs';
import { Listener, type ListenerOptions, type TlsMaterial } from '../http/listener.ts';
import { TrustedProxies } from '../http/trusted-proxies.ts';
import { defaultWireOptions } from '../http/wire-request.ts';
import type { Fatal } from '../store/surroundings.ts';
import { cannotListen } from './admin.ts';
import { startBackground } from './background.ts';
import { startConsole } from './console-listener.ts';
import { createDispatch } from './dispatch.ts';
import { createHealthProbe } from './health-probe.ts';
import { collectWhenIdle } from './idle-memory.ts';
import type { Log } from './log.ts';
import { ProcessMetrics } from './metrics/process-metrics.ts';
import { openGround } from './open-ground.ts';
import { optimizeSooner } from './optimize-sooner.ts';
import type { RequestObserver } from './request-observer.ts';
import type { RunningServer } from './running-server.ts';
import type { ListenAddress } from './setting-values.ts';
import { StartFailure } from './start-failure.ts';
import type { WorkerConfiguration } from './worker-protocol.ts';

/**
 * Opens the stores of a prepared data folder and serves S3, IAM and STS from this process.
 * @throws StartFailure for an address that cannot be had, or a certificate that cannot be used
 */
export async function startService(
  configuration: WorkerConfiguration,
  log: Log,
  fatal: Fatal,
  worker = 1,
): Promise<RunningServer> {
  optimizeSooner();
  const opened = openGround(configuration, log, fatal);
  const { stores, identities, services, observer, audit, close } = opened;
  const { accessLogs, destinations } = opened;
  const dispatch = createDispatch(services);
  const options = {
    ...listenerOptions(configuration, observer),
    onReceived: () => stores.database.beginRequest(),
  };
  const listeners = configuration.listen.map(
    () =>
      new Listener(options, (request) =>
        dispatch(request, (outcome) => observer.handled(request, outcome)),
      ),
  );
  const kill = () => {
    for (const listener of listeners) listener.kill();
  };
  const giveUp = async (error: unknown): Promise<never> => {
    kill();
    await close();
    throw error;
  };
  const addresses = await listen(listeners, configuration.listen).catch(giveUp);
  const ground = { configuration, stores, identities, services, dispatch, observer, log };
  const served = await startConsole({ ...ground, listenerOptions: options }, addresses[0]).catch(
    giveUp,
  );
  if (served !== undefined) listeners.push(served.listener);
  const background = startBackground({
    ...{ stores, configuration, log, audit, destinations, accessLogs, services, identities },
  });
  const sum = (of: (listener: Listener) => number) => () =>
    listeners.reduce((total, listener) => total + of(listener), 0);
  const inFlight = sum((listener) => listener.inFlight);
  const connections = sum((listener) => listener.connections);
  const processMetrics = new ProcessMetrics({ worker, inFlight, connections, audit });
  const stopCollecting = collectWhenIdle(() => ({
    requests: opened.requestMetrics.total,
    inFlight: inFlight(),
  }));
  return {
    addresses,
    consoleAddress: served?.address,
    failed: new Promise(() => undefined),
    probe: createHealthProbe(stores.database, configuration.data),
    metrics: async () =>
      [opened.requestMetrics, opened.storeMetrics, processMetrics].flatMap((of) => of.families()),
    reload: () => reloadTls(listeners, configuration),
    drain: async (timeoutMs) => {
      const drained = listeners.map((listener) => listener.drain(timeoutMs));
      await Promise.all([background.stop(), ...drained]);
      processMetrics.stop();
      stopCollecting();
      await close();
    },
    kill,
  };
}

/** Lets every listener use the certificate as it is on disk now. */
function reloadTls(listeners: readonly Listener[], configuration: WorkerConfiguration): void {
  const tls = readTls(configuration);
  if (tls !== undefined) for (const listener of listeners) listener.reloadTls(tls);
}

/** One after the other, so that the first address that cannot be had is the one that is named. */
async function listen(
  listeners: readonly Listener[],
  wanted: readonly ListenAddress[],
): Promise<ListenAddress[]> {
  const addresses: ListenAddress[] = [];
  for (const [index, address] of wanted.entries()) {
    const listening = listeners[index]?.listen({ host: address.host, port: address.port });
    const bound = await listening?.catch((error) => Promise.reject(cannotListen(address, error)));
    const port = typeof bound === 'object' && bound !== null ? bound.port : address.port;
    addresses.push({ host: address.host, port });
  }
  return addresses;
}

function listenerOptions(
  configuration: WorkerConfiguration,
  observer: RequestObserver,
): ListenerOptions {
  return {
    limits: {
      maxInFlight: configuration.maxRequestsInFlight,
      maxInFlightPerConnection: configuration.maxRequestsPerConnection,
      maxConnections: configuration.maxConnections,
      headersTimeoutMs: configuration.headerTimeout,
      keepAliveTimeoutMs: configuration.keepAliveTimeout,
      minBytesPerSecond: configuration.minThroughput,
      stallTimeoutMs: configuration.stallTimeout,
    },
    wire: {
      ...defaultWireOptions,
      maxHeaderSectionBytes: configuration.maxHeaderSize,
      trustedProxies: new TrustedProxies(configuration.trustedProxy),
    },
    tls: readTls(configuration),
    onSent: (request, status, { bytesSent }) => observer.sent(request, status, bytesSent),
    onError: observer.failed,
  };
}

/** @throws StartFailure where a file cannot be read */
function readTls({ tlsCertificate, tlsKey }: WorkerConfiguration): TlsMaterial | undefined {
  if (tlsCertificate === undefined || tlsKey === undefined) return undefined;
  try {
    return { cert: readFileSync(tlsCertificate), key: readFileSync(tlsKey) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartFailure(`the TLS certificate or its key cannot be read: ${reason}`);
  }
}
