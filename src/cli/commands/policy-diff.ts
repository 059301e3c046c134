import { policyDifference, type ReachChange } from '../../inspect/policies/policy-difference.ts';
import { listActions } from '../../policy/index.ts';
import { type Command, exitCodes, UsageError } from '../command.ts';
import { documentOf, grammarOf, grammarOption, readPolicyFile } from '../policy-file.ts';

/** A part of a service's actions is shown by name up to here. */
const shownActions = 12;

export const policyDiff: Command = {
  name: 'policy diff',
  summary: 'Show which actions on which resources one policy has and another has not.',
  operands: 'BEFORE AFTER',
  description: [
    'Compared is what the statements reach, not how they are written: the order of statements, ' +
      'lists against wildcards and names of statements make no difference. `-` lines are only in ' +
      'the first policy, `+` lines only in the second. A file `-` is standard input.',
    'Exit code 0 means that both reach the same, 1 that they differ.',
  ],
  options: [grammarOption, { name: 'json', summary: 'Print one JSON object a line.' }],
  examples: [
    { line: 'strongroom policy diff old.json new.json', summary: 'What a change would do' },
    {
      line: 'git show HEAD:policy.json | strongroom policy diff - policy.json',
      summary: 'Against the version in git',
    },
  ],
  async run(invocation) {
    const { options, operands, terminal } = invocation;
    const [before, after, ...more] = operands;
    if (before === undefined || after === undefined || more.length > 0) {
      throw new UsageError('policy diff takes two files: strongroom policy diff BEFORE AFTER');
    }
    const documents = [];
    for (const name of [before, after]) {
      const file = await readPolicyFile(name, invocation);
      documents.push(documentOf(file, grammarOf(file, invocation)));
    }
    const [old, fresh] = documents;
    if (old === undefined || fresh === undefined) return exitCodes.usage;
    const changes = policyDifference(old, fresh);
    for (const change of changes) {
      terminal.out(options.flag('json') ? `${JSON.stringify(change)}\n` : printChange(change));
    }
    return changes.length === 0 ? exitCodes.success : exitCodes.failure;
  },
};

function printChange({ change, effect, actions, resource, terms }: ReachChange): string {
  const sign = change === 'added' ? '+' : '-';
  const place = resource === '' ? '' : ` on ${resource}`;
  const condition = terms === '' ? '' : ` ${terms}`;
  return actionLines(actions)
    .map((line) => `${sign} ${effect} ${line}${place}${condition}\n`)
    .join('');
}

/** `s3:*` where it is all of them, the names where they are few, else the first and their number. */
function actionLines(actions: readonly string[]): string[] {
  const services = new Set(actions.map((action) => action.split(':')[0] ?? ''));
  return [...services].flatMap((service) => {
    const own = actions.filter((action) => action.split(':')[0] === service);
    const known = listActions(service).length;
    if (known > 0 && own.length === known) return [`${service}:*`];
    if (own.length <= shownActions) return own;
    const shown = own.slice(0, shownActions).join(', ');
    return [`${shown} and ${own.length - shownActions} more of ${service}`];
  });
}
