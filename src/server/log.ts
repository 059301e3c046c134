const levels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof levels)[number];

/** Facts beside a message. Secrets, tokens and signatures are never put here. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log extends Readonly<Record<LogLevel, LogMethod>> {
  /** A log that adds these fields to every line. */
  with(fields: LogFields): Log;
  /** Whether messages of this level are written, for those that cost something to make. */
  isOn(level: LogLevel): boolean;
}

export type LogMethod = (message: string, fields?: LogFields) => void;

export interface LogOptions {
  readonly level: LogLevel;
  readonly format: 'text' | 'json';
  /** Takes whole lines. */
  readonly write: (line: string) => void;
  readonly clock?: () => number;
}

/**
 * A log of one line a message: JSON objects with `time`, `level` and `message` first, or text for
 * people. Control characters never reach the output raw, so that no client can forge a line.
 */
export function createLog(options: LogOptions, bound: LogFields = {}): Log {
  const clock = options.clock ?? Date.now;
  const least = levels.indexOf(options.level);
  const print = options.format === 'json' ? printJson : printText;
  const method = (level: LogLevel): LogMethod =>
    levels.indexOf(level) < least
      ? () => undefined
      : (message, fields) => {
          const time = new Date(clock()).toISOString();
          options.write(`${print(time, level, message, { ...bound, ...fields })}\n`);
        };
  return {
    debug: method('debug'),
    info: method('info'),
    warn: method('warn'),
    error: method('error'),
    isOn: (level) => levels.indexOf(level) >= least,
    with: (fields) => createLog(options, { ...bound, ...fields }),
  };
}

function printJson(time: string, level: LogLevel, message: string, fields: LogFields): string {
  return JSON.stringify({ time, level, message, ...fields });
}

function printText(time: string, level: LogLevel, message: string, fields: LogFields): string {
  const facts = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}=${printValue(value)}`);
  return `${time} ${level.padEnd(5)} ${escapeControls(message)}${facts.join('')}`;
}

function printValue(value: LogFields[string]): string {
  return typeof value === 'string' && !/^[\w./:@+-]+$/.test(value)
    ? JSON.stringify(value)
    : String(value);
}

function escapeControls(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}
