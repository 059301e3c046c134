import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLog, type LogOptions } from './log.ts';

function capture(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const log = createLog({
    level: 'info',
    format: 'json',
    clock: () => 0,
    write: (line) => lines.push(line),
    ...options,
  });
  return { log, lines };
}

describe('the log', () => {
  test('writes one JSON object a line with time, level, message and the bound fields', () => {
    const { log, lines } = capture();
    log.with({ worker: 1 }).warn('slow', { afterMs: 5, how: undefined });
    assert.deepEqual(lines, [
      '{"time":"1970-01-01T00:00:00.000Z","level":"warn","message":"slow","worker":1,"afterMs":5}\n',
    ]);
  });

  test('leaves out what is less important than its level', () => {
    const { log, lines } = capture({ level: 'warn' });
    log.info('no');
    log.debug('no');
    log.error('yes');
    assert.equal(lines.length, 1);
  });

  test('never lets a client forge a line', () => {
    const { log, lines } = capture({ format: 'text' });
    log.info('bad\nline', { path: '/a b\n2026 error "x"' });
    assert.deepEqual(lines, [
      '1970-01-01T00:00:00.000Z info  bad\\nline path="/a b\\n2026 error \\"x\\""\n',
    ]);
  });
});
