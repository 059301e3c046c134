import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { lookBack } from '../audit/look-back.ts';
import { Listener, type ListenerOptions, type TlsMaterial } from '../http/listener.ts';
import { TrustedProxies } from '../http/trusted-proxies.ts';
import { defaultWireOptions } from '../http/wire-request.ts';
import { readMasterKeys } from '../identity/master-key.ts';
import { createSecretSealer } from '../identity/sealed-secret.ts';
import { createDestinations } from '../jobs/notifications/destinations.ts';
import { nodeDisk } from '../store/disk.ts';
import { openStores } from '../store/open.ts';
import type { Fatal } from '../store/surroundings.ts';
import { cannotListen } from './admin.ts';
import { startBackground } from './background.ts';
import { startConsole } from './console-listener.ts';
import { createDispatch } from './dispatch.ts';
import { createHealthProbe } from './health-probe.ts';
import type { Log } from './log.ts';
import { ProcessMetrics } from './metrics/process-metrics.ts';
import { RequestMetrics } from './metrics/request-metrics.ts';
import { StoreMetrics } from './metrics/store-metrics.ts';
import { notificationTargets } from './notification-settings.ts';
import { openAccessLogs } from './open-access-logs.ts';
import { auditFolderOf, openAudit } from './open-audit.ts';
import { identityStoreOn } from './open-identities.ts';
import { createRequestObserver, type RequestObserver } from './request-observer.ts';
import type { RunningServer } from './running-server.ts';
import { createServices } from './services.ts';
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
  const { data: folder, masterKeyFile: path, collectAfter: graceMs } = configuration;
  const storeMetrics = new StoreMetrics();
  const stores = openStores({
    ...{ folder, clock: Date.now, randomBytes, fatal, graceMs },
    disk: storeMetrics.counting(nodeDisk),
    onWrite: (milliseconds, isCommitted) => storeMetrics.wrote(milliseconds, isCommitted),
  });
  const identities = identityStoreOn(stores.database);
  const masterKeys = readMasterKeys({ path, dataFolder: folder });
  const audit = openAudit(configuration, log);
  const accessLogs = openAccessLogs(configuration, stores.buckets, log);
  const metrics = new RequestMetrics();
  const observer = createRequestObserver({
    ...{ identities, log, audit, metrics, accessLogs },
    region: configuration.region,
  });
  const { egressNetwork } = configuration;
  const destinations = createDestinations(notificationTargets(configuration), egressNetwork);
  const services = createServices({
    stores,
    identities,
    sealer: createSecretSealer(masterKeys, randomBytes),
    masterKeys,
    s3: {
      region: configuration.region,
      newBucketDefaults: configuration.newBucketDefaults,
      policyRules: configuration.policyRules,
      lifecycleDayMs: configuration.lifecycleDay,
      // Undefined where there are none: then no change looks for anyone to tell.
      destinations: configuration.notificationTarget.length === 0 ? undefined : destinations,
    },
    hostNames: configuration.hostname,
    egressNetworks: configuration.egressNetwork,
    record: (request, _operation, decided) => observer.decided(request, decided),
    lookBack:
      audit === undefined ? undefined : (query) => lookBack(auditFolderOf(configuration), query),
  });
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
  const close = async () => {
    await identities.flushActivity();
    await accessLogs.close();
    await audit?.close();
    await stores.close();
  };
  const giveUp = async (error: unknown): Promise<never> => {
    for (const listener of listeners) listener.kill();
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
  const processMetrics = new ProcessMetrics({
    worker,
    inFlight: sum((listener) => listener.inFlight),
    connections: sum((listener) => listener.connections),
    audit,
  });
  return {
    addresses,
    consoleAddress: served?.address,
    failed: new Promise(() => undefined),
    probe: createHealthProbe(stores.database, folder),
    metrics: async () => [
      ...metrics.families(),
      ...storeMetrics.families(),
      ...processMetrics.families(),
    ],
    reload: () => {
      const tls = readTls(configuration);
      if (tls !== undefined) for (const listener of listeners) listener.reloadTls(tls);
    },
    drain: async (timeoutMs) => {
      const drained = listeners.map((listener) => listener.drain(timeoutMs));
      await Promise.all([background.stop(), ...drained]);
      processMetrics.stop();
      await close();
    },
    kill: () => {
      for (const listener of listeners) listener.kill();
    },
  };
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
