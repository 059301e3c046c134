import type { TrailEntry } from '../../audit/read-trail.ts';
import { generatePolicy } from '../../inspect/policies/generate-policy.ts';
import { compileGlob, matchGlob, type Principal } from '../../policy/index.ts';
import { count, text } from '../../server/setting-values.ts';
import {
  type Command,
  CommandFailure,
  exitCodes,
  type Invocation,
  UsageError,
} from '../command.ts';
import { allowedActivity, recordOptions } from '../recorded-activity.ts';

const depthType = count({ from: 0, to: 16 });
const defaultDepth = 1;

export const policyGenerate: Command = {
  name: 'policy generate',
  summary: 'Make the policy that somebody needs, from what the audit records show.',
  description: [
    'Taken is what a user or principal was allowed to do over a time. Objects are named by the ' +
      'first folders of their keys (--depth). The policy is replayed: it permits every one of the ' +
      'recorded requests, or the command fails.',
    'The policy goes to standard output, what it was made from to standard error. What happens ' +
      'rarely may not be in the records: look over a time that has everything in it.',
  ],
  options: [
    { name: 'user', summary: 'Of this user.', type: { ...text, placeholder: 'NAME' } },
    { name: 'principal', summary: 'Whose ARN fits.', type: { ...text, placeholder: 'PATTERN' } },
    {
      name: 'depth',
      summary: 'How many folders of a key are told apart; 0 is the whole bucket.',
      type: depthType,
      defaultText: String(defaultDepth),
    },
    ...recordOptions,
  ],
  examples: [
    {
      line: 'strongroom policy generate --user rails-app --since 30d > policy.json',
      summary: 'What did the application need in a month?',
    },
    {
      line: "strongroom policy generate --principal '*:assumed-role/ci/*' --depth 0",
      summary: 'Of all sessions of a role, bucket by bucket',
    },
  ],
  async run(invocation) {
    const { options, terminal } = invocation;
    const given = options.text('depth');
    const depth = given === undefined ? defaultDepth : depthType.read(given, { folder: '' });
    if (depth === undefined) {
      throw new UsageError(
        `option --depth: ${JSON.stringify(given)} is not ${depthType.expectation}`,
      );
    }
    const meant = whoIsMeant(invocation);
    const { activities, first, requests } = await allowedActivity(invocation, meant);
    if (first === undefined) {
      throw new CommandFailure('nothing that was allowed is recorded of them in that time');
    }
    const principal = principalOf(first);
    const { document, refused } = generatePolicy(activities, { principal, depth });
    terminal.out(`${document}\n`);
    terminal.error(
      `Made from ${requests} requests of ${principal.arn}; replayed: ` +
        `${activities.length - refused.length} of ${activities.length} decisions are permitted.\n`,
    );
    return refused.length === 0 ? exitCodes.success : exitCodes.failure;
  },
};

/** Whom the options mean. @throws UsageError */
function whoIsMeant({ options }: Invocation): (entry: TrailEntry) => boolean {
  const user = options.text('user');
  const pattern = options.text('principal');
  if ((user === undefined) === (pattern === undefined)) {
    throw new UsageError('policy generate needs --user or --principal');
  }
  if (pattern === undefined) return ({ userName }) => userName === user;
  const glob = compileGlob(pattern);
  return ({ principalArn }) => matchGlob(glob, principalArn);
}

function principalOf({ principalArn, accountId, userName }: TrailEntry): Principal {
  return { kind: 'user', arn: principalArn, accountId, userId: '', userName };
}
