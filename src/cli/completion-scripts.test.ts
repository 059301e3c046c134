import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { loadCommands } from './commands.ts';
import { completionScript, shells } from './completion-scripts.ts';

const commands = await loadCommands();
const isInstalled = (shell: string) =>
  spawnSync(shell, ['-c', 'exit 0'], { stdio: 'ignore' }).status === 0;

/** What bash offers at the end of a line. */
function offered(...line: readonly string[]): string[] {
  const quoted = line.map((word) => `'${word}'`).join(' ');
  const script =
    `${completionScript('bash', commands)}\n` +
    `COMP_WORDS=(strongroom ${quoted}); COMP_CWORD=${line.length}; _strongroom\n` +
    'printf "%s\\n" "${COMPREPLY[@]}"\n';
  const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  assert.equal(stderr, '');
  return stdout.trim().split('\n');
}

describe('completion', () => {
  for (const shell of shells) {
    test(`of ${shell} names every command and every option`, () => {
      const script = completionScript(shell, commands);
      for (const { name, options } of commands) {
        for (const word of name.split(' ')) assert.ok(script.includes(word), name);
        for (const { name: option, onCommandLine } of options) {
          if (onCommandLine === false) continue;
          const written = shell === 'fish' ? `-l ${option} ` : `--${option}`;
          assert.ok(script.includes(written), `${name} --${option}`);
        }
      }
    });

    test(`of ${shell} is a script that the shell reads, where it is installed`, () => {
      const script = completionScript(shell, commands);
      assert.ok(script.includes('strongroom'));
      if (!isInstalled(shell)) return;
      const { status, stderr } = spawnSync(shell, ['-n'], { input: script, encoding: 'utf8' });
      assert.deepEqual([status, stderr], [0, '']);
    });
  }

  test('offers commands, second words, options and the values of choices', (context) => {
    if (!isInstalled('bash')) return context.diagnostic('there is no bash here');
    assert.ok(offered('').includes('grant'));
    assert.deepEqual(offered('policy', 'va'), ['validate']);
    assert.ok(offered('grant', 'site', '--ro').includes('--role'));
    assert.ok(offered('audit', 'query', '--refu').includes('--refused'));
    assert.deepEqual(offered('serve', '--log-level', 'w'), ['warn']);
    assert.deepEqual(offered('completion', 'x'), ['']);
  });
});
