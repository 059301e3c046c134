import { launchedVariable } from '../server/configuration.ts';
import { endWithParent } from '../server/stop-signals.ts';
import { runCommandLine } from './command-line.ts';

if (process.env[launchedVariable] !== undefined) {
  delete process.env[launchedVariable];
  endWithParent();
  // A channel that is listened to would keep short commands alive.
  process.channel?.unref();
}

const exitCode = await runCommandLine(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  input: process.stdin,
  isWatched: process.stderr.isTTY === true,
  environment: process.env,
  folder: process.cwd(),
});
// Nothing that is still open may keep a command alive that has come to its end.
process.exit(exitCode);
