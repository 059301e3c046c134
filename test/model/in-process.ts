import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parseHeaders } from '../../src/http/header-fields.ts';
import { parseQuery } from '../../src/http/query-string.ts';
import { newRequestId } from '../../src/http/request-id.ts';
import { defaultWireOptions } from '../../src/http/wire-request.ts';
import { createMasterKeys } from '../../src/identity/master-key.ts';
import { createSecretSealer } from '../../src/identity/sealed-secret.ts';
import type { Reply } from '../../src/operation/reply.ts';
import type { WireRequest } from '../../src/operation/request.ts';
import { createDispatch } from '../../src/server/dispatch.ts';
import { identityStoreOn } from '../../src/server/open-identities.ts';
import { createServices } from '../../src/server/services.ts';
import { prepareDataFolder } from '../../src/store/data-folder.ts';
import { openStores } from '../../src/store/open.ts';
import { accountMaker, temporaryFolder } from './data-folder.ts';
import type { Answer, Outgoing } from './request.ts';
import type { Subject } from './subject.ts';

const host = 'strongroom.test';

/**
 * The whole server but its sockets, in this process: requests enter where the listener would hand
 * them over, and replies are read as the listener would write them.
 */
export async function openInProcess(): Promise<Subject> {
  const folder = await temporaryFolder();
  const data = join(folder.path, 'data');
  const fatal = (error: Error) => {
    throw error;
  };
  await prepareDataFolder(data, { fatal });
  const stores = openStores({ folder: data, clock: Date.now, randomBytes, fatal });
  const identities = identityStoreOn(stores.database);
  const masterKeys = createMasterKeys([randomBytes(32)]);
  const sealer = createSecretSealer(masterKeys, randomBytes);
  const services = createServices({
    stores,
    identities,
    sealer,
    masterKeys,
    s3: {
      region: 'us-east-1',
      newBucketDefaults: 'aws',
      policyRules: 'aws',
      lifecycleDayMs: 86_400_000,
    },
    hostNames: [],
    egressNetworks: [],
    record: () => undefined,
  });
  const dispatch = createDispatch(services);
  return {
    host,
    newAccount: accountMaker(identities, sealer),
    send: async (request) => {
      let failure: unknown;
      const reply = await dispatch(wireRequest(request), ({ error }) => {
        failure = error;
      });
      const answer = await read(reply, request.method);
      if (answer.status === 500) throw failure;
      return answer;
    },
    close: async () => {
      await identities.flushActivity();
      await stores.close();
      await folder.remove();
    },
  };
}

function wireRequest(request: Outgoing): WireRequest {
  const { method, rawPath, rawQuery, body } = request;
  return {
    id: newRequestId(),
    receivedAtMs: Date.now(),
    method,
    rawPath,
    rawQuery,
    query: parseQuery(rawQuery),
    headers: parseHeaders(Object.entries(request.headers).flat(), defaultWireOptions),
    sourceIp: '192.0.2.1',
    secure: false,
    tlsVersion: undefined,
    body: Readable.from(body === '' ? [] : [Buffer.from(body)]),
    continue() {},
  };
}

async function read({ status, headers, body }: Reply, method: string): Promise<Answer> {
  const text = async (): Promise<string> => {
    if (body === undefined) return '';
    if (typeof body === 'string') return body;
    if (!('next' in body)) return Buffer.from(body).toString('utf8');
    const pieces: Buffer[] = [];
    try {
      for (;;) {
        const chunk = await body.next();
        if (chunk === undefined) break;
        for (const piece of chunk.pieces) pieces.push(Buffer.from(piece));
        chunk.release();
      }
    } finally {
      body.close();
    }
    return Buffer.concat(pieces).toString('utf8');
  };
  const all = await text();
  return { status, headers, body: method === 'HEAD' ? '' : all };
}
