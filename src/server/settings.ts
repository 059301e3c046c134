import { availableParallelism } from 'node:os';
import {
  type NotificationSecretSetting,
  type NotificationTargetSetting,
  notificationSecret,
  notificationTarget,
} from './notification-settings.ts';
import type { ListSetting, Setting } from './setting.ts';
import * as values from './setting-values.ts';

const minute = 60_000;
const day = 86_400_000;

/** More processes than this bring nothing on an embedded store: its writes are one stream. */
const defaultWorkers = Math.min(2, availableParallelism());

/**
 * Every setting of the server, once. Options, variables, keys of the file, help, the reference in
 * docs/guide/configuration.md and the errors about them come from here.
 */
export const settings = {
  listen: {
    name: 'listen',
    group: 'Serving',
    summary: 'Serve S3, IAM and STS here; may be repeated. Port 0 takes a free one.',
    type: values.listenAddress,
    list: true,
    fallback: [{ host: '127.0.0.1', port: 9000 }],
    defaultText: '127.0.0.1:9000',
  } satisfies ListSetting<values.ListenAddress>,
  adminListen: {
    name: 'admin-listen',
    group: 'Serving',
    summary: 'Serve /health/live, /health/ready and /metrics here; may be repeated.',
    type: values.listenAddress,
    list: true,
    fallback: [],
    defaultText: 'not served',
  } satisfies ListSetting<values.ListenAddress>,
  consoleListen: {
    name: 'console-listen',
    group: 'Serving',
    summary: 'Serve the web console here, on another origin than objects; `off` serves none.',
    type: values.listenAddressOrOff,
    fallback: undefined,
    defaultText: '127.0.0.1:9001, if it is free',
  } satisfies Setting<values.ListenAddress | 'off', undefined>,
  publicEndpoint: {
    name: 'public-endpoint',
    group: 'Serving',
    summary: 'Where browsers reach S3, for links and previews of the console behind a proxy.',
    type: values.origin,
    fallback: undefined,
    defaultText: "the console's host with the port of S3",
  } satisfies Setting<string, undefined>,
  hostname: {
    name: 'hostname',
    group: 'Serving',
    summary: 'Take BUCKET.NAME as the address of a bucket; may be repeated.',
    type: values.hostName,
    list: true,
    fallback: ['localhost'],
    defaultText: 'localhost',
  } satisfies ListSetting<string>,
  region: {
    name: 'region',
    group: 'Serving',
    summary: 'The region in which this server says it is.',
    type: values.region,
    fallback: 'us-east-1',
  } satisfies Setting<string>,
  workers: {
    name: 'workers',
    group: 'Serving',
    summary: 'Worker processes that share the addresses and the data folder.',
    type: values.count({ from: 1, to: 64 }),
    fallback: defaultWorkers,
    defaultText: 'the number of cores, at most 2',
  } satisfies Setting<number>,
  tlsCertificate: {
    name: 'tls-certificate',
    group: 'Serving',
    summary: 'Certificate chain in PEM; with it and its key the addresses speak HTTPS.',
    type: values.path('FILE'),
    fallback: undefined,
    defaultText: 'plain HTTP',
  } satisfies Setting<string, undefined>,
  tlsKey: {
    name: 'tls-key',
    group: 'Serving',
    summary: 'Private key of the certificate in PEM.',
    type: values.path('FILE'),
    fallback: undefined,
    defaultText: 'none',
  } satisfies Setting<string, undefined>,
  trustedProxy: {
    name: 'trusted-proxy',
    group: 'Serving',
    summary: 'Believe X-Forwarded-For and -Proto from this network; may be repeated.',
    type: values.network,
    list: true,
    fallback: [],
    defaultText: 'nobody is believed',
  } satisfies ListSetting<string>,
  egressNetwork: {
    name: 'egress-network',
    group: 'Serving',
    summary: 'Fetch keys of identity providers from this private network too; may be repeated.',
    type: values.network,
    list: true,
    fallback: [],
    defaultText: 'public addresses only',
  } satisfies ListSetting<string>,
  drainTimeout: {
    name: 'drain-timeout',
    group: 'Serving',
    summary: 'How long requests in flight may go on after SIGTERM or SIGINT.',
    type: values.duration,
    fallback: 30_000,
    defaultText: '30s',
  } satisfies Setting<number>,

  data: {
    name: 'data',
    group: 'Data and keys',
    summary: 'The folder of everything that is stored; made when it is missing.',
    type: values.path('DIR'),
    fallback: './strongroom-data',
  } satisfies Setting<string>,
  masterKeyFile: {
    name: 'master-key-file',
    group: 'Data and keys',
    summary: 'The key that seals secrets in the store. Keep it outside of the data folder.',
    type: values.path('FILE'),
    fallback: undefined,
    defaultText: '~/.config/strongroom/master-keys/STORE.key',
  } satisfies Setting<string, undefined>,
  collectAfter: {
    name: 'collect-after',
    group: 'Data and keys',
    summary: 'How long the space of what was deleted is kept for reads that began before.',
    type: values.duration,
    fallback: 30_000,
    defaultText: '30s',
  } satisfies Setting<number>,
  scrubEvery: {
    name: 'scrub-every',
    group: 'Data and keys',
    summary: 'How often everything that is stored is read, to find what the disk has lost.',
    type: values.duration,
    fallback: 30 * day,
    defaultText: '30d',
  } satisfies Setting<number>,
  scrubRate: {
    name: 'scrub-rate',
    group: 'Data and keys',
    summary: 'What such a scrub reads in a second, at most.',
    type: values.size,
    fallback: 20 * 1_024 * 1_024,
    defaultText: '20MiB',
  } satisfies Setting<number>,
  rootAccessKeyId: {
    name: 'root-access-key-id',
    group: 'Data and keys',
    summary: 'Access key id of the root user that the first start makes.',
    type: values.text,
    fallback: undefined,
    defaultText: 'made and printed once',
  } satisfies Setting<string, undefined>,
  rootSecretAccessKey: {
    name: 'root-secret-access-key',
    group: 'Data and keys',
    summary: 'Its secret. Not an option, because everybody can read a process list.',
    type: values.secret,
    fallback: undefined,
    defaultText: 'made and printed once',
    sources: ['environment', 'file'],
  } satisfies Setting<string, undefined>,

  newBucketDefaults: {
    name: 'new-bucket-defaults',
    group: 'New buckets',
    summary: "AWS's of today (no ACLs, public access blocked) or those before April 2023.",
    type: values.choice('aws', 'legacy'),
    fallback: 'aws',
  } satisfies Setting<'aws' | 'legacy'>,
  policyRules: {
    name: 'policy-rules',
    group: 'New buckets',
    summary: "AWS's rules for policies, or Ceph's where its gateway differs from AWS.",
    type: values.choice('aws', 'ceph'),
    fallback: 'aws',
  } satisfies Setting<'aws' | 'ceph'>,
  lifecycleDay: {
    name: 'lifecycle-day',
    group: 'New buckets',
    summary: 'The length of a day in lifecycle rules; shorter ones are for tests.',
    type: values.duration,
    fallback: day,
    defaultText: '24h',
  } satisfies Setting<number>,

  maxConnections: {
    name: 'max-connections',
    group: 'Limits',
    summary: 'Connections that one worker keeps open.',
    type: values.count({ from: 1, to: 1_000_000 }),
    fallback: 8_192,
  } satisfies Setting<number>,
  maxRequestsInFlight: {
    name: 'max-requests-in-flight',
    group: 'Limits',
    summary: 'Requests that one worker handles at a time; others get 503 SlowDown.',
    type: values.count({ from: 1, to: 1_000_000 }),
    fallback: 2_048,
  } satisfies Setting<number>,
  maxHeaderSize: {
    name: 'max-header-size',
    group: 'Limits',
    summary: 'All header names and values of a request together.',
    type: values.size,
    fallback: 8 * 1_024,
    defaultText: "8KiB, S3's own limit",
  } satisfies Setting<number>,
  headerTimeout: {
    name: 'header-timeout',
    group: 'Limits',
    summary: 'How long a client may take to send its headers.',
    type: values.duration,
    fallback: 20_000,
    defaultText: '20s',
  } satisfies Setting<number>,
  stallTimeout: {
    name: 'stall-timeout',
    group: 'Limits',
    summary: 'How long a client may send or take less than the least throughput.',
    type: values.duration,
    fallback: 30_000,
    defaultText: '30s',
  } satisfies Setting<number>,
  minThroughput: {
    name: 'min-throughput',
    group: 'Limits',
    summary: 'Bytes a second below which a request counts as stalled.',
    type: values.size,
    fallback: 64,
    defaultText: '64B',
  } satisfies Setting<number>,
  keepAliveTimeout: {
    name: 'keep-alive-timeout',
    group: 'Limits',
    summary: 'How long a connection may wait for its next request.',
    type: values.duration,
    fallback: minute,
    defaultText: '1m',
  } satisfies Setting<number>,

  notificationTarget: {
    name: 'notification-target',
    group: 'Event notifications',
    summary:
      'Where events for the ARN of a topic or queue go; `sqs:` before a queue that speaks SQS.',
    type: notificationTarget,
    list: true,
    fallback: [],
    defaultText: 'events go nowhere',
  } satisfies ListSetting<NotificationTargetSetting>,
  notificationSecret: {
    name: 'notification-secret',
    group: 'Event notifications',
    summary:
      'What proves to the receiver of an ARN who sends: `hmac:`, `authorization:` or `keys:`.',
    type: notificationSecret,
    list: true,
    fallback: [],
    defaultText: 'nothing',
    sources: ['environment', 'file'],
  } satisfies ListSetting<NotificationSecretSetting>,

  logLevel: {
    name: 'log-level',
    group: 'Logs',
    summary: 'The least important kind of message that is written.',
    type: values.choice('debug', 'info', 'warn', 'error'),
    fallback: 'info',
  } satisfies Setting<'debug' | 'info' | 'warn' | 'error'>,
  logFormat: {
    name: 'log-format',
    group: 'Logs',
    summary: 'Lines for people, or one JSON object a line.',
    type: values.choice('text', 'json'),
    fallback: 'text',
  } satisfies Setting<'text' | 'json'>,
  audit: {
    name: 'audit',
    group: 'Logs',
    summary: 'Record every request with the decisions about it, for `strongroom audit`.',
    type: values.choice('on', 'off'),
    fallback: 'on',
  } satisfies Setting<'on' | 'off'>,
  auditFolder: {
    name: 'audit-folder',
    group: 'Logs',
    summary: 'The folder of those records: a file a day and worker, chained by hash.',
    type: values.path('DIR'),
    fallback: undefined,
    defaultText: 'audit in the data folder',
  } satisfies Setting<string, undefined>,
  auditRetention: {
    name: 'audit-retention',
    group: 'Logs',
    summary: 'How long audit files are kept; whole days are removed.',
    type: values.duration,
    fallback: undefined,
    defaultText: 'for ever',
  } satisfies Setting<number, undefined>,
} as const;

export type Settings = typeof settings;
