import { createServer, type IncomingHttpHeaders } from 'node:http';
import { after } from 'node:test';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver of requests on the loopback address, and what it answers. */
export interface Receiver {
  readonly origin: string;
  readonly received: Received[];
  /** The status of the next answers; 200 unless it is set. */
  status: number;
  /** Further headers of its answers. */
  headers: Record<string, string>;
  /** The body of its answers. */
  answer: (received: Received) => string;
}

/** Starts a receiver that ends with the tests of the file. */
export async function useReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const receiver = { origin: '', received, status: 200, headers: {}, answer: () => '' };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const one = { path: request.url ?? '', headers: request.headers, body };
      received.push(one);
      response.writeHead(receiver.status, receiver.headers).end(own.answer(one));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('has no address');
  receiver.origin = `http://127.0.0.1:${address.port}`;
  const own: Receiver = receiver;
  return own;
}
