import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { processorSeconds } from './processor-time.ts';

/** A request that is ready to be sent: signed, with its body. */
export interface PreparedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** What one sample of load found. */
export interface LoadSample {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Connections that failed and answers that were not 2xx. A sample with any is worth nothing. */
  readonly errors: number;
  readonly generatorCpuSeconds: number | undefined;
  readonly serverCpuSeconds: number | undefined;
}

export interface LoadOptions {
  readonly connections: number;
  readonly seconds: number;
  /** The server's process, whose processor time is counted with that of its children. */
  readonly serverPid: number | undefined;
}

type Measured = Omit<LoadSample, 'serverCpuSeconds'>;

/** The generator: wrk needs a tenth of the processor time that one written in JavaScript needs. */
export function loadGenerator(): 'wrk' | 'autocannon' {
  const isThere = () => spawnSync('wrk', ['--version']).error === undefined;
  if (isThere()) return 'wrk';
  const installable = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (installable) spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'wrk']);
  return isThere() ? 'wrk' : 'autocannon';
}

/** The bytes of a request on the wire. */
function serialize({ method, path, headers, body }: PreparedRequest): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = method === 'PUT' ? `content-length: ${body?.length ?? 0}\r\n` : '';
  const head = `${method} ${path} HTTP/1.1\r\n${lines.join('')}${length}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body ?? Buffer.alloc(0)]);
}

/** A Lua string literal of any bytes. */
function luaString(bytes: Buffer): string {
  let text = '';
  for (const byte of bytes) text += `\\${String(byte).padStart(3, '0')}`;
  return `"${text}"`;
}

/** Sends the prepared requests in turn, and prints the figures as one line of JSON. */
function wrkScript(requests: readonly PreparedRequest[]): string {
  return `local requests = {
${requests.map((request) => luaString(serialize(request))).join(',\n')}
}
local turn = 0
function request()
  turn = turn % #requests + 1
  return requests[turn]
end
function done(summary, latency)
  local e = summary.errors
  print(string.format(
    '{"requests":%d,"us":%d,"p50":%d,"p99":%d,"errors":%d}',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
`;
}

function numberIn(text: string, name: string): number {
  return Number(new RegExp(`"${name}":(\\d+)`).exec(text)?.[1] ?? Number.NaN);
}

/** `times` of the shell prints its children's minutes and seconds, user and system. */
function shellChildSeconds(text: string): number {
  const last = text.trim().split('\n').at(-1) ?? '';
  return [...last.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}

async function runWrk(
  endpoint: string,
  requests: readonly PreparedRequest[],
  options: LoadOptions,
): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'strongroom-bench-'));
  try {
    const script = join(folder, 'requests.lua');
    await writeFile(script, wrkScript(requests));
    const count = String(options.connections);
    const args = ['-t1', '-c', count, '-d', `${options.seconds}s`, '-s', script, endpoint];
    const child = spawn('bash', ['-c', 'wrk "$@"; times', 'wrk', ...args]);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    await new Promise((resolve) => child.once('close', resolve));
    return {
      requestsPerSecond: numberIn(output, 'requests') / (numberIn(output, 'us') / 1e6),
      p50Ms: numberIn(output, 'p50') / 1000,
      p99Ms: numberIn(output, 'p99') / 1000,
      errors: numberIn(output, 'errors'),
      generatorCpuSeconds: shellChildSeconds(output),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runAutocannon(
  endpoint: string,
  requests: readonly PreparedRequest[],
  options: LoadOptions,
): Promise<Measured> {
  const before = process.cpuUsage();
  const result = await autocannon({
    url: endpoint,
    connections: options.connections,
    duration: options.seconds,
    requests: requests.map((request) => ({ ...request })),
  });
  const used = process.cpuUsage(before);
  return {
    requestsPerSecond: result['2xx'] / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    errors: result.errors + result.non2xx,
    generatorCpuSeconds: (used.user + used.system) / 1e6,
  };
}

/** Send the requests in turn for a while over some connections. */
export async function sampleLoad(
  endpoint: string,
  requests: readonly PreparedRequest[],
  options: LoadOptions,
): Promise<LoadSample> {
  const before = processorSeconds(options.serverPid);
  const run = loadGenerator() === 'wrk' ? runWrk : runAutocannon;
  const measured = await run(endpoint, requests, options);
  const after = processorSeconds(options.serverPid);
  const known = before !== undefined && after !== undefined;
  return { ...measured, serverCpuSeconds: known ? after - before : undefined };
}
