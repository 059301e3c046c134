import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import { environmentName } from '../server/setting.ts';
import { settings } from '../server/settings.ts';
import { packageVersion, runCommandLine } from './command-line.ts';
import { commandNames, loadCommands } from './commands.ts';

const commands = await loadCommands();

async function run(...args: string[]) {
  let out = '';
  let error = '';
  const code = await runCommandLine(args, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    input: Readable.from([]),
    environment: {},
    folder: tmpdir(),
  });
  return { code, out, error };
}

describe('the command line', () => {
  test('finds a command by the name that it has', () => {
    assert.deepEqual(
      commands.map(({ name }) => name),
      commandNames,
    );
  });

  test('--version prints the version of the package', async () => {
    const { code, out } = await run('--version');
    assert.equal(code, 0);
    assert.match(out, /^\d+\.\d+\.\d+\n$/);
    assert.equal(out.trim(), packageVersion());
  });

  test('help lists every command and the exit codes', async () => {
    for (const args of [['help'], ['--help'], ['-h']]) {
      const { code, out } = await run(...args);
      assert.equal(code, 0);
      for (const { name, summary } of commands)
        assert.match(out, new RegExp(`${name} +${summary}`));
      assert.match(out, /Exit codes:/);
    }
  });

  test('without a command the help goes to standard error with exit code 2', async () => {
    const { code, out, error } = await run();
    assert.deepEqual([code, out], [2, '']);
    assert.match(error, /Usage:/);
  });

  for (const command of commands) {
    test(`help ${command.name} is made from the declaration`, async () => {
      const page = await run('help', ...command.name.split(' '));
      const asked = await run(...command.name.split(' '), '--help');
      assert.deepEqual(asked, page);
      assert.equal(page.code, 0);
      for (const { name, onCommandLine } of command.options) {
        if (onCommandLine !== false) assert.ok(page.out.includes(`--${name}`), name);
      }
      for (const { line } of command.examples) assert.ok(page.out.includes(line), line);
      assert.ok(command.examples.length > 0, 'a command has an example');
    });
  }

  test('help serve names the option, the variable and the default of every setting', async () => {
    const { out } = await run('help', 'serve');
    const words = out.replaceAll(/\s+/g, ' ');
    for (const setting of Object.values(settings)) {
      assert.ok(words.includes(environmentName(setting.name)), setting.name);
    }
    assert.ok(words.includes('[default: 127.0.0.1:9000; environment: STRONGROOM_LISTEN]'));
  });

  test('no line of help is wider than a terminal allows', async () => {
    for (const { name } of commands) {
      const { out } = await run('help', ...name.split(' '));
      for (const line of out.split('\n')) assert.ok(line.length <= 100, line);
    }
  });

  test('the first word of two shows the commands that begin with it', async () => {
    const { code, error } = await run('account');
    assert.equal(code, 2);
    assert.match(error, /account create/);
    assert.ok(!error.includes('serve '));
    assert.equal((await run('account', '--help')).code, 0);
    assert.equal((await run('help', 'account')).code, 0);
  });
});

describe('a mistake on the command line', () => {
  for (const [args, message] of [
    [['serv'], /^strongroom: unknown command serv, did you mean serve\?/],
    [['acount', 'list'], /unknown command acount list, did you mean account list\?/],
    [['account', 'lst'], /unknown command account lst, did you mean account list\?/],
    [['help', 'zzzzzz'], /unknown command zzzzzz\n/],
    [['serve', '--lisen', '1'], /unknown option --lisen, did you mean --listen\?/],
    [['serve', '--lisen=1'], /unknown option --lisen, did you mean --listen\?/],
    [['serve', '-x'], /unknown option -x\n/],
    [['serve', '--data'], /option --data needs a value: --data DIR/],
    [['serve', '--data', '--listen'], /option --data needs a value/],
    [['sync', '--max-delete', '-2', '--no-config', '--bucket', 'b'], /"-2" is not a whole number/],
    [['serve', '--data', 'a', '--data', 'b'], /option --data is given more than once/],
    [['serve', '--help=1'], /option --help is a flag and takes no value/],
    [['serve', 'now'], /serve takes no "now"/],
    [['serve', '--workers', 'two'], /option --workers: "two" is not a whole number from 1 to 64/],
    [['serve', '--root-secret-access-key', 'x'], /as STRONGROOM_ROOT_SECRET_ACCESS_KEY in the env/],
    [['serve', '--config', 'nowhere.yaml'], /nowhere\.yaml cannot be read/],
  ] as const) {
    test(`${args.join(' ')} is named, with exit code 2`, async () => {
      const { code, out, error } = await run(...args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(error, message);
    });
  }
});
