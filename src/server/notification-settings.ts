import type { NotificationTarget, TargetProof } from '../jobs/notifications/target.ts';
import { parseArn } from '../policy/index.ts';
import type { ValueType } from './setting-values.ts';

/** `ARN=URL`; plain data, because it goes to the workers. */
export interface NotificationTargetSetting {
  readonly arn: string;
  readonly kind: NotificationTarget['kind'];
  readonly url: string;
}

export interface NotificationSecretSetting {
  readonly arn: string;
  readonly proof: TargetProof;
}

const destinationServices = ['sns', 'sqs', 'lambda'];

/** Reads `ARN=REST`. */
function readPair(given: string): { arn: string; rest: string } | undefined {
  const equals = given.indexOf('=');
  if (equals < 0) return undefined;
  const arn = given.slice(0, equals);
  const service = parseArn(arn)?.service ?? '';
  return destinationServices.includes(service) ? { arn, rest: given.slice(equals + 1) } : undefined;
}

export const notificationTarget: ValueType<NotificationTargetSetting> = {
  placeholder: 'ARN=URL',
  expectation:
    'an ARN and an address, such as arn:aws:sns:us-east-1:111122223333:a=https://b.example/c',
  read: (given) => {
    const pair = readPair(given);
    if (pair === undefined) return undefined;
    const isQueue = pair.rest.startsWith('sqs:');
    const text = isQueue ? pair.rest.slice('sqs:'.length) : pair.rest;
    const url = URL.parse(text);
    if (url === null) return undefined;
    const isPlain = url.username === '' && url.password === '' && url.hash === '';
    if (!isPlain || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
    return { arn: pair.arn, kind: isQueue ? 'queue' : 'webhook', url: url.href };
  },
};

const secretPattern = /^(hmac|authorization|keys):(.+)$/;
const keysPattern = /^([^:]+):(.+)$/;
/** What a header may hold. */
const headerPattern = /^[\x20-\x7e]+$/;

export const notificationSecret: ValueType<NotificationSecretSetting> = {
  placeholder: 'ARN=PROOF',
  expectation: 'an ARN and hmac:SECRET, authorization:VALUE or keys:ID:SECRET',
  secret: true,
  read: (given) => {
    const pair = readPair(given);
    const [, kind, rest = ''] = secretPattern.exec(pair?.rest ?? '') ?? [];
    if (pair === undefined) return undefined;
    const { arn } = pair;
    if (kind === 'hmac') return { arn, proof: { kind, secret: rest } };
    if (kind === 'authorization' && headerPattern.test(rest)) {
      return { arn, proof: { kind, value: rest } };
    }
    const [, accessKeyId, secretAccessKey] = keysPattern.exec(rest) ?? [];
    if (kind !== 'keys' || accessKeyId === undefined || secretAccessKey === undefined) {
      return undefined;
    }
    return { arn, proof: { kind, accessKeyId, secretAccessKey } };
  },
};

interface NotificationSettings {
  readonly notificationTarget: readonly NotificationTargetSetting[];
  readonly notificationSecret: readonly NotificationSecretSetting[];
}

/** What is wrong between targets and secrets that are each right. No secret is in the texts. */
export function notificationProblems({
  notificationTarget: targets,
  notificationSecret: secrets,
}: NotificationSettings): string[] {
  const problems: string[] = [];
  const arns = targets.map(({ arn }) => arn);
  for (const arn of new Set(arns)) {
    if (arns.filter((other) => other === arn).length > 1) {
      problems.push(`notification-target: ${arn} is given more than once`);
    }
  }
  for (const { arn, proof } of secrets) {
    const target = targets.find((one) => one.arn === arn);
    if (target === undefined) {
      problems.push(`notification-secret: ${arn} has no notification-target`);
    } else if ((target.kind === 'queue') !== (proof.kind === 'keys')) {
      const wanted = target.kind === 'queue' ? 'keys:' : 'hmac: or authorization:';
      problems.push(`notification-secret: a ${target.kind} takes ${wanted} (${arn})`);
    }
  }
  return problems;
}

/** The targets with what proves to them who sends. */
export function notificationTargets(settings: NotificationSettings): NotificationTarget[] {
  return settings.notificationTarget.map(({ arn, kind, url }) => ({
    arn,
    kind,
    url: new URL(url),
    proof: settings.notificationSecret.find((secret) => secret.arn === arn)?.proof,
  }));
}
