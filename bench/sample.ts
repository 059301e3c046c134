import type { Endpoint } from './endpoint.ts';
import type { PreparedRequest } from './prepared-request.ts';
import { processorSeconds, residentBytes } from './process-usage.ts';
import { send } from './send.ts';
import { hasWrk, runWrk } from './wrk.ts';

/** What one sample of load found. */
export interface Sample {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Connections that failed and answers that were not 2xx. A sample with any is worth nothing. */
  readonly errors: number;
  readonly firstError: string | undefined;
  /** Processor seconds of one second: at 1 the generator is the limit, not the server. */
  readonly generatorLoad: number;
  /** Processor seconds of the server for one request; undefined where they are not known. */
  readonly serverSecondsEach: number | undefined;
  /** Of all the server's processes, after the load. */
  readonly residentBytes: number | undefined;
}

export interface LoadOptions {
  readonly connections: number;
  /** Go round for so long; undefined: each request once. */
  readonly seconds?: number;
  readonly generator: 'wrk' | 'sender';
}

/** Send requests to an endpoint, and say what came of it. */
export async function sampleLoad(
  endpoint: Endpoint,
  requests: readonly PreparedRequest[],
  { connections, seconds, generator }: LoadOptions,
): Promise<Sample> {
  const before = processorSeconds(endpoint.pid);
  const useWrk = generator === 'wrk' && seconds !== undefined && hasWrk();
  const report = useWrk
    ? await runWrk(endpoint.url, requests, { connections, seconds })
    : await send(endpoint.url, requests, {
        connections,
        ...(seconds === undefined ? {} : { seconds }),
      });
  const after = processorSeconds(endpoint.pid);
  const used = before !== undefined && after !== undefined ? after - before : undefined;
  return {
    requestsPerSecond: report.requests / report.seconds,
    p50Ms: report.p50Ms,
    p99Ms: report.p99Ms,
    errors: report.errors,
    firstError: report.firstError,
    generatorLoad: report.cpuSeconds / report.seconds,
    serverSecondsEach: used === undefined ? undefined : used / report.requests,
    residentBytes: residentBytes(endpoint.pid),
  };
}
