import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DiskModel } from './disk-model.ts';

const script = join(import.meta.dirname, 'hurt-process.ts');
const calls = 'openat,pwrite64,write,fsync,fdatasync,ftruncate,rename,unlink,mkdir';
const longestWriteBytes = 16 * 1024 * 1024;

/** One system call of the recorded process, or a line that it said. */
export interface RecordedCall {
  readonly name: string;
  /** Without the bytes of a write. */
  readonly args: string;
  readonly bytes: Buffer;
  readonly result: number;
  /** Numbers of lines of the trace. */
  readonly began: number;
  readonly ended: number;
}

/** Runs the process of the tests in a folder, and records its calls with every byte. */
export function record(folder: string, trace: string): RecordedCall[] {
  const options = ['-f', '-qq', '-y', '-xx', `-s${longestWriteBytes}`, '-o', trace];
  const command = [process.execPath, script, folder];
  const environment = { ...process.env, UV_THREADPOOL_SIZE: '1' };
  const { status, stderr } = spawnSync('strace', [...options, `-etrace=${calls}`, ...command], {
    env: environment,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the recorded process ended with ${status}: ${stderr}`);
  return callsIn(readFileSync(trace, 'latin1'));
}

/** A call that another thread's stands in the middle of is on two lines. */
function callsIn(text: string): RecordedCall[] {
  const open = new Map<string, { readonly text: string; readonly began: number }>();
  const found: RecordedCall[] = [];
  for (const [number, line] of text.split('\n').entries()) {
    const space = line.indexOf(' ');
    const thread = line.slice(0, space);
    const rest = line.slice(space).trimStart();
    if (rest.endsWith('<unfinished ...>')) {
      const begun = rest.slice(0, -'<unfinished ...>'.length);
      open.set(thread, { text: begun, began: number });
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>/.exec(rest);
    const before = resumed === null ? undefined : open.get(thread);
    const whole = resumed === null ? rest : `${before?.text}${rest.slice(resumed[0].length)}`;
    const name = /^(\w+)\(/.exec(whole)?.[1];
    const end = whole.lastIndexOf(') ');
    const result = /^\) += (-?\d+)/.exec(whole.slice(end))?.[1];
    if (name === undefined || result === undefined) continue;
    const began = before?.began ?? number;
    const said = whole.slice(name.length + 1, end);
    const hasBytes = name === 'write' || name === 'pwrite64';
    const bytes = bytesOf(hasBytes ? (/"([^"]*)"/.exec(said)?.[1] ?? '') : '');
    const args = hasBytes ? said.replace(/"[^"]*"/, '""') : said;
    found.push({ name, args, bytes, result: Number(result), began, ended: number });
  }
  return found;
}

function bytesOf(hexadecimal: string): Buffer {
  return Buffer.from(hexadecimal.replaceAll('\\x', ''), 'hex');
}

/** What a path is called from the folder on; undefined for one elsewhere. */
function within(folder: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const path = text.startsWith('\\x') ? bytesOf(text).toString('utf8') : text;
  if (path === folder) return '.';
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

/** Does a call to the model. @returns the line that the process said, if it was that */
export function replay(model: DiskModel, folder: string, call: RecordedCall): string | undefined {
  const { name, args, bytes, result, began, ended } = call;
  const quoted = [...args.matchAll(/"([^"]*)"/g)].map((match) => match[1]);
  if (name === 'write') return args.startsWith('1<') ? bytes.toString('utf8') : undefined;
  if (result < 0) return undefined;
  const descriptor = within(folder, /^\d+<([^>]*)>/.exec(args)?.[1]);
  const path = within(folder, quoted[0]);
  if (descriptor !== undefined) {
    const last = Number(args.slice(args.lastIndexOf(',') + 1));
    if (name === 'pwrite64') model.write(descriptor, last, bytes, ended);
    else if (name === 'ftruncate') model.truncate(descriptor, last, ended);
    else if (name === 'fsync' || name === 'fdatasync') model.sync(descriptor, began);
  }
  if (path === undefined) return undefined;
  const to = within(folder, quoted[1]);
  if (name === 'openat') model.open(path, args.slice(args.lastIndexOf('"')));
  else if (name === 'unlink') model.unlink(path);
  else if (name === 'mkdir') model.makeFolder(path);
  else if (name === 'rename' && to !== undefined) model.rename(path, to);
  return undefined;
}
