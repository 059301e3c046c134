import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { NotificationTarget, Sender } from './target.ts';

const regionOf = (arn: string) => arn.split(':')[3] || 'us-east-1';

/** Sends messages to a queue that speaks SQS. Retries are the outbox's, not the client's. */
export function queueSender(target: NotificationTarget, lookup: LookupFunction): Sender {
  const { url, proof, arn } = target;
  const keys =
    proof?.kind === 'keys'
      ? { accessKeyId: proof.accessKeyId, secretAccessKey: proof.secretAccessKey }
      : undefined;
  const client = new SQSClient({
    endpoint: url.origin,
    region: regionOf(arn),
    maxAttempts: 1,
    // Without keys nothing is signed: the machine's own credentials are no business of a queue's.
    ...(keys === undefined
      ? { credentials: { accessKeyId: '', secretAccessKey: '' }, signer: unsigned }
      : { credentials: keys }),
    requestHandler: {
      httpAgent: new HttpAgent({ lookup }),
      httpsAgent: new HttpsAgent({ lookup }),
    },
  });
  return async (text, abortSignal) => {
    const command = new SendMessageCommand({ QueueUrl: url.href, MessageBody: text });
    await client.send(command, { abortSignal });
  };
}

const unsigned = { sign: async <Request>(request: Request): Promise<Request> => request };
