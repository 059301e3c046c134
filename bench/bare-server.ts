import { createServer } from 'node:http';

// The least that node:http can do for a GET: the reference that the server is compared with. A
// process of its own, as the server is; ends with the process that started it.
const body = Buffer.alloc(Number(process.argv[2] ?? 4096), 'x');
const server = createServer((_, response) => {
  response.writeHead(200, { 'content-length': body.length, 'content-type': 'text/plain' });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.(address.port);
});
process.on('disconnect', () => process.exit());
