import { explanationOf } from '../../inspect/explanation.ts';
import { suggestion } from '../../policy/analyse/suggestion.ts';
import {
  actionInfo,
  compilePolicy,
  listActions,
  type PolicySet,
  type Principal,
} from '../../policy/index.ts';
import { path, text } from '../../server/setting-values.ts';
import {
  type Command,
  CommandFailure,
  exitCodes,
  type Invocation,
  UsageError,
} from '../command.ts';
import { documentOf, readPolicyFile } from '../policy-file.ts';
import {
  contextOption,
  givenContext,
  printExplanation,
  readLiveSubject,
  readPolicyOf,
} from '../request-facts.ts';
import { talking, toolConnectionOptions } from '../tool-connection.ts';

const named = { ...text, placeholder: 'NAME' };

/** Who asks where only policies are given; nothing else is known of it. */
const somebody: Principal = {
  kind: 'user',
  arn: 'arn:aws:iam::111122223333:user/somebody',
  accountId: '111122223333',
  userId: 'AIDASOMEBODY',
  userName: 'somebody',
};

export const simulate: Command = {
  name: 'simulate',
  summary: 'Say whether a request would be allowed, and why, without sending it.',
  operands: 'ACTION RESOURCE',
  description: [
    'Decided with the policies of whoever asks, of a user or role, or with --policy with those in ' +
      'files alone, which needs no server. The nearest statement and the smallest change that ' +
      'would allow a refused request are told.',
    'Exit code 0 means allowed, 1 refused.',
  ],
  options: [
    { name: 'user', summary: 'As this user.', type: named },
    { name: 'role', summary: 'As a session of this role.', type: named },
    {
      name: 'policy',
      summary: 'With the policy in this file and nothing else; may be repeated.',
      type: path('FILE'),
      repeatable: true,
    },
    {
      name: 'bucket-policy',
      summary: 'With the bucket policy in this file.',
      type: path('FILE'),
      defaultText: "the bucket's own, where it may be read",
    },
    contextOption,
    { name: 'json', summary: 'Print one JSON object.' },
    ...toolConnectionOptions,
  ],
  examples: [
    {
      line: 'strongroom simulate s3:DeleteBucket arn:aws:s3:::uploads --user rails-app',
      summary: 'Could this user delete the bucket?',
    },
    {
      line: 'strongroom simulate s3:ListBucket arn:aws:s3:::site --policy p.json --context s3:prefix=blog/',
      summary: 'Would this policy allow it?',
    },
  ],
  run: (invocation) => talking(invocation, () => runSimulate(invocation)),
};

async function runSimulate(invocation: Invocation): Promise<number> {
  const { options, operands, terminal } = invocation;
  const [action, resource, ...more] = operands;
  if (action === undefined || resource === undefined || more.length > 0) {
    throw new UsageError('simulate takes an action and a resource: simulate ACTION RESOURCE');
  }
  checkAction(action);
  const context = givenContext(invocation);
  const files = options.texts.get('policy') ?? [];
  const { principal, policies } =
    files.length > 0 ? await fromFiles(invocation, files) : await fromAccount(invocation, resource);
  const explanation = explanationOf(
    {
      action,
      resource,
      resourceAccountId: principal.accountId,
      principal,
      context: (key) => context.get(key),
    },
    policies,
  );
  const json = { action, resource, principal: principal.arn, ...explanation };
  terminal.out(options.flag('json') ? `${JSON.stringify(json)}\n` : printExplanation(explanation));
  return explanation.allowed ? exitCodes.success : exitCodes.failure;
}

function checkAction(action: string): void {
  const service = action.split(':')[0] ?? '';
  const known = listActions(service).map(({ name }) => name);
  if (known.length === 0 || actionInfo(action) !== undefined) return;
  throw new UsageError(`there is no action ${action}${suggestion(action, known)}`);
}

interface Simulated {
  readonly principal: Principal;
  readonly policies: PolicySet;
}

async function fromFiles(invocation: Invocation, files: readonly string[]): Promise<Simulated> {
  const identity = [];
  for (const name of files) {
    const document = documentOf(await readPolicyFile(name, invocation), 'identity');
    identity.push(compilePolicy(document, { kind: 'managed', name }));
  }
  const resource = await bucketPolicy(invocation);
  return { principal: somebody, policies: { identity, resource } };
}

async function bucketPolicy(invocation: Invocation) {
  const name = invocation.options.text('bucket-policy');
  if (name === undefined) return undefined;
  const document = documentOf(await readPolicyFile(name, invocation), 'resource');
  return compilePolicy(document, { kind: 'resource', name });
}

async function fromAccount(invocation: Invocation, resource: string): Promise<Simulated> {
  const { options } = invocation;
  const who = { user: options.text('user'), role: options.text('role') };
  if (who.user !== undefined && who.role !== undefined) {
    throw new UsageError('--user and --role exclude each other');
  }
  const live = await readLiveSubject(invocation, who);
  if (live === undefined) {
    throw new CommandFailure(
      'the policies may not be read (iam:GetAccountAuthorizationDetails): ask as an ' +
        'administrator, or give them as files with --policy',
    );
  }
  const { identity, boundary, principal } = live.held;
  const own = (await bucketPolicy(invocation)) ?? (await readPolicyOf(invocation, resource));
  return { principal, policies: { identity, boundary, resource: own } };
}
