import { DecodeAuthorizationMessageCommand } from '@aws-sdk/client-sts';
import { readTrail, type TrailEntry } from '../../audit/read-trail.ts';
import { stsClient } from '../../client/identity-clients.ts';
import { explanationOf } from '../../inspect/explanation.ts';
import { text } from '../../server/setting-values.ts';
import { auditPlace, auditPlaceOptions, whyOf } from '../audit-place.ts';
import {
  type Command,
  CommandFailure,
  exitCodes,
  type Invocation,
  UsageError,
} from '../command.ts';
import { printDecoded } from '../decoded-message.ts';
import { printExplanation, readLiveSubject, readPolicyOf } from '../request-facts.ts';
import { talking, toolConnection, toolConnectionOptions } from '../tool-connection.ts';

export const explain: Command = {
  name: 'explain',
  summary: 'Say why a request was refused, and what would allow it.',
  operands: '[REQUEST-ID]',
  description: [
    'A request id stands in every answer and error of S3, IAM and STS. It is looked up in the ' +
      'audit records; then, with a credential that may read IAM, the request is decided once more ' +
      'with the policies of now, for the nearest statement and the smallest change.',
    'With --encoded the message is decoded that came with the refusal, in its header ' +
      'x-strongroom-authorization-message; AWS puts such messages into errors of some services. ' +
      'It needs no audit records, but the right to sts:DecodeAuthorizationMessage.',
  ],
  options: [
    {
      name: 'encoded',
      summary: 'The encoded message of a refusal.',
      type: { ...text, placeholder: 'MESSAGE' },
    },
    { name: 'offline', summary: 'Say only what the record says, and ask no server.' },
    { name: 'json', summary: 'Print one JSON object.' },
    ...auditPlaceOptions,
    ...toolConnectionOptions,
  ],
  examples: [
    { line: 'strongroom explain 4D6C1B7E8F9A0B2C', summary: 'By the id of the request' },
    {
      line: 'strongroom explain --encoded "$MESSAGE"',
      summary: 'By the message that came with the refusal',
    },
  ],
  async run(invocation) {
    const { options, operands } = invocation;
    const [requestId, ...more] = operands;
    const encoded = options.text('encoded');
    if ((requestId === undefined) === (encoded === undefined) || more.length > 0) {
      throw new UsageError('explain takes a request id, or --encoded MESSAGE');
    }
    return encoded === undefined
      ? explainRecord(invocation, requestId ?? '')
      : talking(invocation, () => explainMessage(invocation, encoded));
  },
};

async function explainMessage(invocation: Invocation, EncodedMessage: string): Promise<number> {
  const { options, terminal } = invocation;
  const sts = await stsClient(toolConnection(invocation, 'STS'));
  const { DecodedMessage = '' } = await sts.send(
    new DecodeAuthorizationMessageCommand({ EncodedMessage }),
  );
  terminal.out(options.flag('json') ? `${DecodedMessage}\n` : printDecoded(DecodedMessage));
  return exitCodes.success;
}

async function explainRecord(invocation: Invocation, requestId: string): Promise<number> {
  const { options, terminal } = invocation;
  const folder = auditPlace(invocation);
  const entry = await findEntry(folder, requestId);
  if (entry === undefined) {
    throw new CommandFailure(
      `no audit record in ${folder} has the request id ${requestId}; is it the folder of the ` +
        'server that answered? (--data, --audit-folder)',
    );
  }
  const now = options.flag('offline')
    ? undefined
    : await decideAgain(invocation, entry).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        terminal.error(`strongroom: not decided again with the policies of now: ${reason}\n`);
        return undefined;
      });
  if (options.flag('json')) {
    terminal.out(`${JSON.stringify({ record: JSON.parse(entry.line), now })}\n`);
    return exitCodes.success;
  }
  terminal.out(printRecord(entry));
  if (now !== undefined) terminal.out(`\nWith the policies of now\n${printExplanation(now)}`);
  return exitCodes.success;
}

async function findEntry(folder: string, requestId: string): Promise<TrailEntry | undefined> {
  for await (const entry of readTrail(folder)) {
    if (entry.requestId === requestId) return entry;
  }
  return undefined;
}

/** The decision that refused, else the last one. */
function decisive({ decisions }: TrailEntry) {
  return decisions.find(({ allowed }) => !allowed) ?? decisions.at(-1);
}

function printRecord(entry: TrailEntry): string {
  const { atMs, principalArn, accessKeyId, sourceIp, service, event, errorCode } = entry;
  const decision = decisive(entry);
  const outcome =
    errorCode === undefined ? String(entry.httpStatus) : `${entry.httpStatus} ${errorCode}`;
  const lines = [
    `Request:  ${service}:${event}, ${new Date(atMs).toISOString()}, answered ${outcome}`,
    `By:       ${principalArn}${accessKeyId === '' ? '' : ` with the key ${accessKeyId}`}`,
    `From:     ${sourceIp}, ${entry.userAgent}`,
  ];
  if (decision === undefined) {
    lines.push(`Decision: none: it came to no question of rights. ${entry.errorMessage ?? ''}`);
  } else {
    const word = decision.allowed ? 'allowed' : 'refused';
    lines.push(`Decision: ${decision.action} on ${decision.resource} ${word}: ${whyOf(decision)}`);
    const facts = Object.entries(decision.context ?? {});
    const shown = facts.map(([key, value]) => `${key}=${String(value)}`).join(', ');
    if (shown !== '') lines.push(`Facts:    ${shown}`);
  }
  return `${lines.join('\n').replaceAll(/(?!\n)\p{Cc}/gu, '?')}\n`;
}

/** @returns undefined where there is nothing to decide, or nobody whose policies could be read */
async function decideAgain(invocation: Invocation, entry: TrailEntry) {
  const decision = decisive(entry);
  const [, , , , , resource = ''] = entry.principalArn.split(':');
  const [kind, ...path] = resource.split('/');
  if (decision === undefined || decision.allowed) return undefined;
  if (kind !== 'user' && kind !== 'assumed-role') return undefined;
  const who = kind === 'user' ? { user: path.at(-1) } : { role: path[0] };
  return talking(invocation, async () => {
    const live = await readLiveSubject(invocation, who);
    if (live === undefined) throw new Error('the policies may not be read with this credential');
    const { principal, identity, boundary } = live.held;
    const facts = new Map(Object.entries(decision.context ?? {}));
    facts.set('aws:sourceip', entry.sourceIp).set('aws:useragent', entry.userAgent);
    facts.set('aws:currenttime', new Date(entry.atMs).toISOString());
    const request = {
      action: decision.action,
      resource: decision.resource,
      resourceAccountId: principal.accountId,
      principal,
      context: (key: string) => facts.get(key),
    };
    const own = await readPolicyOf(invocation, decision.resource);
    return explanationOf(request, { identity, boundary, resource: own });
  });
}
