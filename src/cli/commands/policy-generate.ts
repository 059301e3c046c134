import { readTrail, type TrailEntry } from '../../audit/read-trail.ts';
import { type Activity, generatePolicy } from '../../inspect/policies/generate-policy.ts';
import { compileGlob, matchGlob, type Principal } from '../../policy/index.ts';
import { count, text } from '../../server/setting-values.ts';
import { auditPlace, auditPlaceOptions, rangeOptions, trailRange } from '../audit-place.ts';
import {
  type Command,
  CommandFailure,
  exitCodes,
  type Invocation,
  UsageError,
} from '../command.ts';

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
    ...rangeOptions,
    ...auditPlaceOptions,
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
    const { activities, principal, requests } = await collect(invocation);
    if (principal === undefined) {
      throw new CommandFailure('nothing that was allowed is recorded of them in that time');
    }
    const { document, refused } = generatePolicy(activities, { principal, depth });
    terminal.out(`${document}\n`);
    terminal.error(
      `Made from ${requests} requests of ${principal.arn}; replayed: ` +
        `${activities.length - refused.length} of ${activities.length} decisions are permitted.\n`,
    );
    return refused.length === 0 ? exitCodes.success : exitCodes.failure;
  },
};

/** What was allowed, each thing once; of the facts only the prefix of a listing counts. */
async function collect(invocation: Invocation) {
  const { options } = invocation;
  const user = options.text('user');
  const pattern = options.text('principal');
  if ((user === undefined) === (pattern === undefined)) {
    throw new UsageError('policy generate needs --user or --principal');
  }
  const glob = pattern === undefined ? undefined : compileGlob(pattern);
  const found = new Map<string, Activity>();
  let principal: Principal | undefined;
  let requests = 0;
  for await (const entry of readTrail(auditPlace(invocation), trailRange(invocation, Date.now()))) {
    const isMeant =
      glob === undefined ? entry.userName === user : matchGlob(glob, entry.principalArn);
    if (!isMeant || !entry.decisions.some(({ allowed }) => allowed)) continue;
    principal ??= principalOf(entry);
    requests++;
    for (const { action, resource, allowed, context = {} } of entry.decisions) {
      const place = `${action} ${resource} ${String(context['s3:prefix'])}`;
      if (allowed) found.set(place, { action, resource, context });
    }
  }
  return { activities: [...found.values()], principal, requests };
}

function principalOf({ principalArn, accountId, userName }: TrailEntry): Principal {
  return { kind: 'user', arn: principalArn, accountId, userId: '', userName };
}
