import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CreateBucketCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { s3Client } from './conformance/harness/clients.ts';
import { type TestServer, useServer } from './conformance/harness/server.ts';
import { uniqueName } from './conformance/harness/unique-name.ts';

const program = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

/** What becomes of a request between a client and the server. */
export type Fate =
  | 'pass'
  /** Answered with 403, which nobody retries; the server never sees it. */
  | 'refuse'
  /** The server does it, and nobody is told. */
  | 'lose the answer';

/** A request that came to the proxy; `forwarded` settles when the server has answered it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly forwarded: Promise<void>;
}

/** Stands between a client and the server: sees every request, and decides what becomes of it. */
async function useProxy(server: TestServer) {
  const seen: SeenRequest[] = [];
  let fateOf: (seen: SeenRequest) => Fate = () => 'pass';
  const proxy = createServer((incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming;
    const forwarded = Promise.withResolvers<void>();
    const one = { method, path, forwarded: forwarded.promise };
    seen.push(one);
    const fate = fateOf(one);
    if (fate === 'refuse') {
      outgoing.writeHead(403).end('<Error><Code>AccessDenied</Code><Message>no</Message></Error>');
      incoming.resume();
      return;
    }
    const { host, port } = server;
    const toServer = request({ host, port, method, path, headers }, (answer) => {
      if (fate === 'lose the answer') {
        answer.resume().once('end', () => {
          forwarded.resolve();
          incoming.socket.destroy();
        });
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 0, answer.rawHeaders);
      answer.pipe(outgoing).once('finish', forwarded.resolve);
    });
    toServer.once('error', () => outgoing.destroy());
    incoming.pipe(toServer);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  after(() => proxy.close().closeAllConnections());
  const address = proxy.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    /** The requests since the last call, as `GET`, `HEAD` and so on. */
    methods: () => seen.splice(0).map(({ method }) => method),
    /** From now on; everything passes where nothing is said. */
    decide(fate: (seen: SeenRequest) => Fate = () => 'pass') {
      fateOf = fate;
    },
  };
}

export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Buffer>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** A server, a proxy before it, and the command run in projects that publish through both. */
export async function openSync() {
  const server = await useServer();
  const s3 = s3Client(server);
  const proxy = await useProxy(server);
  const root = await mkdtemp(join(tmpdir(), 'strongroom-sync-'));
  after(() => rm(root, { recursive: true, force: true }));

  /** A bucket, and a project whose `.s3_sync` names it. */
  async function createProject(files: Readonly<Record<string, string | Buffer>>, settings = '') {
    const bucket = uniqueName('site');
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    const folder = await mkdtemp(join(root, 'p-'));
    await writeFiles(join(folder, 'build'), files);
    const file = join(folder, '.s3_sync');
    const write = (more: string) =>
      writeFile(file, `bucket: ${bucket}\nendpoint: ${proxy.endpoint}\n${more}`);
    await write(settings);
    const keys = async () => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
      return Contents.map(({ Key }) => Key);
    };
    const head = (Key: string) => s3.send(new HeadObjectCommand({ Bucket: bucket, Key }));
    return { bucket, folder, build: join(folder, 'build'), settings: write, keys, head };
  }

  /** Starts `strongroom` in a project, as a CI server would. */
  function start(folder: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) {
    const { accessKeyId, secretAccessKey } = server.root;
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      env: {
        ...{ PATH: process.env.PATH, HOME: root },
        ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
        ...more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let error = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      error += text;
    });
    const ended = new Promise<{ code: number | null; out: string; error: string }>((resolve) => {
      child.once('close', (code) => resolve({ code, out, error }));
    });
    return { ended, kill: () => child.kill('SIGKILL') };
  }

  const run = (folder: string, ...args: readonly string[]) => start(folder, args).ended;
  const sync = (folder: string, ...args: readonly string[]) => run(folder, 'sync', ...args);
  return { s3, proxy, createProject, start, run, sync };
}
