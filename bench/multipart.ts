import type { Endpoint } from './endpoint.ts';
import { prepareRequest } from './prepared-request.ts';
import { processorSeconds, residentBytes } from './process-usage.ts';
import type { Sample } from './sample.ts';
import { send } from './send.ts';

const partBytes = 8 * 1024 ** 2;

async function call(
  endpoint: Endpoint,
  method: 'GET' | 'POST',
  path: string,
  query: string,
  body = '',
): Promise<string> {
  const { headers } = prepareRequest(endpoint, {
    method,
    path,
    query,
    // Beyond the limit of what is signed, so that the body may be anything.
    bodyBytes: body === '' ? 0 : Number.MAX_SAFE_INTEGER,
  });
  const init = body === '' ? { method, headers } : { method, headers, body };
  const response = await fetch(`${endpoint.url}${path}?${query}`, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${endpoint.name}: ${method} ${path}: ${text.slice(0, 300)}`);
  return text;
}

/** Entity tags of the parts, as the server says they are. */
async function listParts(endpoint: Endpoint, path: string, uploadId: string, count: number) {
  const query = `max-parts=1000&uploadId=${encodeURIComponent(uploadId)}`;
  const xml = await call(endpoint, 'GET', path, query);
  const tags = [...xml.matchAll(/<ETag>(.*?)<\/ETag>/g)].map(([, tag]) => tag);
  if (tags.length !== count)
    throw new Error(`${endpoint.name} has ${tags.length} of ${count} parts`);
  return tags;
}

/** One upload in parts, from its creation to its completion. A "request" is the whole upload. */
export async function measureMultipart(
  endpoint: Endpoint,
  bytes: number,
  connections: number,
): Promise<Sample> {
  const path = `/${endpoint.bucket}/multipart`;
  const count = bytes / partBytes;
  const cpuBefore = processorSeconds(endpoint.pid);
  const startMs = performance.now();
  const created = await call(endpoint, 'POST', path, 'uploads=');
  const uploadId = /<UploadId>(.*?)<\/UploadId>/.exec(created)?.[1] ?? '';
  const requests = Array.from({ length: count }, (_, index) => {
    const query = `partNumber=${index + 1}&uploadId=${encodeURIComponent(uploadId)}`;
    return prepareRequest(endpoint, { method: 'PUT', path, query, bodyBytes: partBytes });
  });
  const sent = await send(endpoint.url, requests, { connections });
  const tags = await listParts(endpoint, path, uploadId, count);
  const parts = tags.map((tag, index) => {
    const number = `<PartNumber>${index + 1}</PartNumber>`;
    return `<Part>${number}<ETag>${tag}</ETag></Part>`;
  });
  const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
  await call(endpoint, 'POST', path, `uploadId=${encodeURIComponent(uploadId)}`, body);
  const seconds = (performance.now() - startMs) / 1000;
  const cpuAfter = processorSeconds(endpoint.pid);
  const isKnown = cpuBefore !== undefined && cpuAfter !== undefined;
  return {
    requestsPerSecond: 1 / seconds,
    p50Ms: sent.p50Ms,
    p99Ms: sent.p99Ms,
    errors: sent.errors,
    firstError: sent.firstError,
    generatorLoad: sent.cpuSeconds / sent.seconds,
    serverSecondsEach: isKnown ? cpuAfter - cpuBefore : undefined,
    residentBytes: residentBytes(endpoint.pid),
  };
}
