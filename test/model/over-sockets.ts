import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readMasterKeys } from '../../src/identity/master-key.ts';
import { createSecretSealer } from '../../src/identity/sealed-secret.ts';
import { identityStoreOn } from '../../src/server/open-identities.ts';
import { openStores } from '../../src/store/open.ts';
import { startServer } from '../conformance/harness/server.ts';
import { accountMaker, temporaryFolder } from './data-folder.ts';
import type { Answer, Outgoing } from './request.ts';
import type { Subject } from './subject.ts';

/**
 * A server closes the connection on a body that it refuses, after some of it: what is larger waits
 * for `100 Continue`, as the SDKs have it, or the answer could be lost with the connection.
 */
const largestUnasked = 1024 * 1024;

/**
 * A server with workers, asked over keep-alive connections. Accounts are made on the same data
 * folder by this process, as `strongroom account create` makes them.
 */
export async function openOverSockets({
  workers,
  connections = 4,
}: {
  readonly workers: number;
  readonly connections?: number;
}): Promise<Subject> {
  const folder = await temporaryFolder();
  const dataFolder = join(folder.path, 'data');
  const path = join(folder.path, 'master.key');
  const server = await startServer({ workers, dataFolder, masterKeyFile: path });
  const fatal = (error: Error) => {
    throw error;
  };
  const stores = openStores({ folder: dataFolder, clock: Date.now, randomBytes, fatal });
  const identities = identityStoreOn(stores.database);
  const sealer = createSecretSealer(readMasterKeys({ path, dataFolder }), randomBytes);
  // More than one connection, so that both workers have a part in each sequence.
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  return {
    host: `${server.host}:${server.port}`,
    newAccount: accountMaker(identities, sealer),
    send: (request) => send(server, agent, request),
    close: async () => {
      agent.destroy();
      await stores.close();
      await server.stop();
      await folder.remove();
    },
  };
}

async function send(
  { host, port }: { readonly host: string; readonly port: number },
  agent: Agent,
  { method, rawPath, rawQuery, headers, body }: Outgoing,
): Promise<Answer> {
  const path = rawQuery === '' ? rawPath : `${rawPath}?${rawQuery}`;
  const asksFirst = body.length > largestUnasked;
  const outgoing = httpRequest({
    ...{ host, port, agent, method, path },
    headers: {
      ...headers,
      ...(asksFirst && { expect: '100-continue', 'content-length': Buffer.byteLength(body) }),
    },
  });
  if (asksFirst) {
    outgoing.once('continue', () => outgoing.end(body));
    outgoing.flushHeaders();
  } else {
    outgoing.end(body);
  }
  const [response] = await once(outgoing, 'response');
  const named = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
  const answer = {
    status: response.statusCode,
    headers: Object.fromEntries(named),
    body: await text(response),
  };
  // Nobody wanted the body.
  if (!outgoing.writableEnded) outgoing.destroy();
  return answer;
}
