import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installed } from './installed.ts';
import { type PreparedRequest, requestHead } from './prepared-request.ts';
import type { SendReport } from './sender-protocol.ts';

let known: boolean | undefined;

/** wrk needs a tenth of the processor time that a sender written in JavaScript needs. */
export function hasWrk(): boolean {
  known ??= installed('wrk', 'wrk');
  return known;
}

/** A Lua string literal of any bytes. */
function luaString(bytes: Buffer): string {
  let text = '';
  for (const byte of bytes) text += `\\${String(byte).padStart(3, '0')}`;
  return `"${text}"`;
}

/** Sends the prepared requests in turn, and prints the figures as one line of JSON. */
function wrkScript(requests: readonly PreparedRequest[]): string {
  const entry = (request: PreparedRequest) =>
    `${luaString(requestHead(request))} .. body(${request.bodyBytes ?? 0})`;
  return `local bodies = {}
function body(size)
  bodies[size] = bodies[size] or string.rep("x", size)
  return bodies[size]
end
local requests = {
${requests.map(entry).join(',\n')}
}
local turn = 0
function request()
  turn = turn % #requests + 1
  return requests[turn]
end
function done(summary, latency)
  local e = summary.errors
  print(string.format(
    '{"requests":%d,"us":%d,"p50":%d,"p99":%d,"bytes":%d,"errors":%d}',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    summary.bytes, e.connect + e.read + e.write + e.status + e.timeout))
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

/** Send requests in turn with wrk, which has to be there. */
export async function runWrk(
  endpoint: string,
  requests: readonly PreparedRequest[],
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<SendReport> {
  const folder = await mkdtemp(join(tmpdir(), 'strongroom-bench-'));
  try {
    const script = join(folder, 'requests.lua');
    await writeFile(script, wrkScript(requests));
    const args = ['-t1', '-c', String(connections), '-d', `${seconds}s`, '-s', script, endpoint];
    const child = spawn('bash', ['-c', 'wrk "$@"; times', 'wrk', ...args]);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    await new Promise((resolve) => child.once('close', resolve));
    return {
      requests: numberIn(output, 'requests'),
      seconds: numberIn(output, 'us') / 1e6,
      p50Ms: numberIn(output, 'p50') / 1000,
      p99Ms: numberIn(output, 'p99') / 1000,
      errors: numberIn(output, 'errors'),
      receivedBytes: numberIn(output, 'bytes'),
      cpuSeconds: shellChildSeconds(output),
      firstError: undefined,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
