import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { endWithParent, launchedVariable } from '../server/stop-signals.ts';

// What was compiled once need not be compiled again. In a folder of the user's own: one that others
// may write to could give this process their code.
const { XDG_CACHE_HOME } = process.env;
enableCompileCache(join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'strongroom', 'compiled'));

if (process.env[launchedVariable] !== undefined) {
  delete process.env[launchedVariable];
  endWithParent();
  // A channel that is listened to would keep short commands alive.
  process.channel?.unref();
}

const { runCommandLine } = await import('./command-line.ts');
const { gatherOutput } = await import('./output.ts');
const output = gatherOutput((text) => process.stdout.write(text));
const exitCode = await runCommandLine(process.argv.slice(2), {
  out: output.write,
  error: (text) => {
    output.flush();
    process.stderr.write(text);
  },
  input: process.stdin,
  isWatched: process.stderr.isTTY === true,
  environment: process.env,
  folder: process.cwd(),
});
output.flush();
// Nothing that is still open may keep a command alive that has come to its end.
process.exit(exitCode);
