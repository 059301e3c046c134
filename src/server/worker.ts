import { createLog, type Log } from './log.ts';
import type { RunningServer } from './running-server.ts';
import { startService } from './service.ts';
import { StartFailure } from './start-failure.ts';
import { endWithParent, stopSignals } from './stop-signals.ts';
import { fatalExitCode, type WorkerOrder, type WorkerReport } from './worker-protocol.ts';

/** A worker process: it does what the primary process says, and ends with it. */
endWithParent();
// A terminal signals the whole group; when to stop is the primary's decision alone.
for (const signal of stopSignals) process.on(signal, () => undefined);

let service: RunningServer | undefined;
let log: Log | undefined;
let drainTimeoutMs = 0;

process.on('message', (order: WorkerOrder) => {
  obey(order).catch(async (error: unknown) => {
    const message = error instanceof StartFailure ? error.message : String(stackOf(error));
    await report({ kind: 'failed', message });
    process.exit(1);
  });
});

void report({ kind: 'loaded' });

async function obey(order: WorkerOrder): Promise<void> {
  if (order.kind === 'start') {
    const { configuration } = order;
    drainTimeoutMs = configuration.drainTimeout;
    const started = createLog({
      level: configuration.logLevel,
      format: configuration.logFormat,
      write: (line) => void process.stderr.write(line),
    }).with({ pid: process.pid });
    log = started;
    const fatal = (error: Error) => {
      started.error('durability can no longer be promised', { reason: error.message });
      process.exit(fatalExitCode);
    };
    service = await startService(configuration, started, fatal, order.worker);
    const { addresses, consoleAddress } = service;
    await report({ kind: 'ready', addresses, consoleAddress });
  } else if (order.kind === 'probe') {
    await report({ kind: 'probed', number: order.number, problem: await service?.probe() });
  } else if (order.kind === 'measure') {
    const families = (await service?.metrics()) ?? [];
    await report({ kind: 'measured', number: order.number, families });
  } else if (order.kind === 'reload') {
    reload();
  } else {
    await service?.drain(drainTimeoutMs);
    process.exit(0);
  }
}

function reload(): void {
  try {
    service?.reload();
  } catch (error) {
    log?.error('the certificate in force stays', { reason: String(error) });
  }
}

/** Resolves when the report is on its way, so that the process may end. */
function report(message: WorkerReport): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()));
}

function stackOf(error: unknown): unknown {
  return error instanceof Error ? error.stack : error;
}
