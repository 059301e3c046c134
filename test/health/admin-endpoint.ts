import type { TestServer } from '../conformance/harness/server.ts';

/** A page of the administrative address, which the server printed when it started. */
export async function adminPage(
  server: TestServer,
  path: string,
): Promise<{ readonly status: number; readonly type: string | null; readonly text: string }> {
  const origin = /^Health on (http:\/\/[^/]+)\//m.exec(server.output())?.[1];
  if (origin === undefined) throw new Error('the server has no administrative address');
  const response = await fetch(`${origin}${path}`);
  const type = response.headers.get('content-type');
  return { status: response.status, type, text: await response.text() };
}

/** The value of a sample, by its name and labels as they are printed. */
export function sample(metrics: string, name: string): number | undefined {
  const line = metrics.split('\n').find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}
