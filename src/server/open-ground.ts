import { lookBack } from '../audit/look-back.ts';
import { readMasterKeys } from '../identity/master-key.ts';
import { createSecretSealer } from '../identity/sealed-secret.ts';
import { createDestinations } from '../jobs/notifications/destinations.ts';
import { nodeDisk } from '../store/disk.ts';
import { openStores } from '../store/open.ts';
import type { Fatal } from '../store/surroundings.ts';
import type { Log } from './log.ts';
import { RequestMetrics } from './metrics/request-metrics.ts';
import { StoreMetrics } from './metrics/store-metrics.ts';
import { notificationTargets } from './notification-settings.ts';
import { openAccessLogs } from './open-access-logs.ts';
import { auditFolderOf, openAudit } from './open-audit.ts';
import { identityStoreOn } from './open-identities.ts';
import { pooledRandomBytes as randomBytes } from './pooled-random.ts';
import { createRequestObserver } from './request-observer.ts';
import { createServices } from './services.ts';
import type { WorkerConfiguration } from './worker-protocol.ts';

/** What a process serves from: its stores, what records and measures, and the services on them. */
export function openGround(configuration: WorkerConfiguration, log: Log, fatal: Fatal) {
  const { data: folder, masterKeyFile: path, collectAfter: graceMs } = configuration;
  const { readCache: cacheBytes } = configuration;
  const storeMetrics = new StoreMetrics();
  const stores = openStores({
    ...{ folder, clock: Date.now, randomBytes, fatal, graceMs, cacheBytes },
    disk: storeMetrics.counting(nodeDisk),
    onWrite: (milliseconds, isCommitted) => storeMetrics.wrote(milliseconds, isCommitted),
  });
  const identities = identityStoreOn(stores.database);
  const masterKeys = readMasterKeys({ path, dataFolder: folder });
  const audit = openAudit(configuration, log);
  const accessLogs = openAccessLogs(configuration, stores.buckets, log);
  const requestMetrics = new RequestMetrics();
  const observer = createRequestObserver({
    ...{ identities, log, audit, metrics: requestMetrics, accessLogs },
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
  const close = async () => {
    await identities.flushActivity();
    await accessLogs.close();
    await audit?.close();
    await stores.close();
  };
  const measured = { requestMetrics, storeMetrics };
  const recorded = { observer, audit, accessLogs };
  return { stores, identities, services, destinations, ...recorded, ...measured, close };
}
