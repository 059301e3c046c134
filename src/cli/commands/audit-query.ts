import { readTrail, type TrailEntry } from '../../audit/read-trail.ts';
import { actionMatches, compileGlob, matchGlob } from '../../policy/index.ts';
import { text } from '../../server/setting-values.ts';
import {
  auditPlace,
  auditPlaceOptions,
  printEntry,
  rangeOptions,
  trailRange,
} from '../audit-place.ts';
import { type Command, exitCodes, type Invocation } from '../command.ts';

export const auditQuery: Command = {
  name: 'audit query',
  summary: 'Find audit records: who did what to what, and what was refused.',
  description: [
    'All that is given must fit. Patterns have * and ?. A line has the time, the outcome, the ' +
      'operation, who, from where, the decision with its reason, and the request id, which ' +
      '`strongroom explain` takes.',
  ],
  options: [
    { name: 'user', summary: 'Of this user.', type: { ...text, placeholder: 'NAME' } },
    { name: 'principal', summary: 'Whose ARN fits.', type: { ...text, placeholder: 'PATTERN' } },
    { name: 'access-key-id', summary: 'With this key.', type: { ...text, placeholder: 'ID' } },
    {
      name: 'action',
      summary: 'That needed an action like this: s3:Delete*',
      type: { ...text, placeholder: 'PATTERN' },
    },
    {
      name: 'resource',
      summary: 'On an ARN like this: arn:aws:s3:::site/*',
      type: { ...text, placeholder: 'PATTERN' },
    },
    { name: 'ip', summary: 'From this address.', type: { ...text, placeholder: 'ADDRESS' } },
    { name: 'refused', summary: 'That were refused.' },
    ...rangeOptions,
    { name: 'json', summary: 'Print the records as they are, one a line.' },
    ...auditPlaceOptions,
  ],
  examples: [
    { line: 'strongroom audit query --refused --since 1h', summary: 'What was refused lately?' },
    {
      line: "strongroom audit query --action 's3:Delete*' --resource 'arn:aws:s3:::site/*' --json",
      summary: 'Who deleted something in a bucket?',
    },
  ],
  async run(invocation) {
    const { options, terminal } = invocation;
    const fits = filterOf(invocation);
    for await (const entry of readTrail(
      auditPlace(invocation),
      trailRange(invocation, Date.now()),
    )) {
      if (!fits(entry)) continue;
      terminal.out(options.flag('json') ? `${entry.line}\n` : printEntry(entry));
    }
    return exitCodes.success;
  },
};

function filterOf({ options }: Invocation): (entry: TrailEntry) => boolean {
  const user = options.text('user');
  const key = options.text('access-key-id');
  const ip = options.text('ip');
  const action = options.text('action');
  const principal = globOf(options.text('principal'));
  const resource = globOf(options.text('resource'));
  return (entry) =>
    (user === undefined || entry.userName === user) &&
    (key === undefined || entry.accessKeyId === key) &&
    (ip === undefined || entry.sourceIp === ip) &&
    (principal === undefined || matchGlob(principal, entry.principalArn)) &&
    (!options.flag('refused') || entry.errorCode === 'AccessDenied') &&
    ((action === undefined && resource === undefined) ||
      entry.decisions.some(
        (one) =>
          (action === undefined || actionMatches(action, one.action)) &&
          (resource === undefined || matchGlob(resource, one.resource)),
      ));
}

function globOf(pattern: string | undefined) {
  return pattern === undefined ? undefined : compileGlob(pattern);
}
