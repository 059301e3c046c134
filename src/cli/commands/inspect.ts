import { callerIdentity } from '../../client/caller-identity.ts';
import { s3Client } from '../../client/connection.ts';
import { iamClient, stsClient } from '../../client/identity-clients.ts';
import { roleTemplates } from '../../grant/role-templates.ts';
import { riskLevels } from '../../inspect/credential-findings.ts';
import { inspectCredential } from '../../inspect/inspect.ts';
import { callerAsSubject, namedSubject } from '../../inspect/read-subject.ts';
import { choice, text } from '../../server/setting-values.ts';
import { type Command, exitCodes, type Invocation, UsageError } from '../command.ts';
import { compareNeeds, printNeeds } from '../inspect-needs.ts';
import {
  observedActivity,
  observedCommands,
  observedOptions,
  printObserved,
} from '../inspect-observed.ts';
import { printReport } from '../inspect-report.ts';
import { talking, toolConnection, toolConnectionOptions } from '../tool-connection.ts';

const riskType = choice(...riskLevels);
const roleType = { ...choice(...roleTemplates.map(({ name }) => name)), placeholder: 'ROLE' };
const named = { ...text, placeholder: 'NAME' };

export const inspect: Command = {
  name: 'inspect',
  summary: 'Say what a credential can do, bucket by bucket, and which statement lets it.',
  description: [
    'It is the credential in use, or a user or role of its account. Where IAM may be read, the ' +
      'policies themselves are decided on. Where it may not, the simulator of IAM is asked, and ' +
      'else harmless requests are made: they read, or name what does not exist. What has no ' +
      'harmless request is shown as unknown, and what was not looked at is said.',
    'Exit code 1 means that there is a finding of the severity of --fail-on, or a worse one.',
  ],
  options: [
    { name: 'user', summary: 'Look at this user instead.', type: named },
    { name: 'role', summary: 'Look at this role instead.', type: named },
    {
      name: 'bucket',
      summary: 'Look at this bucket; may be repeated.',
      type: named,
      repeatable: true,
      defaultText: 'those that can be listed',
    },
    {
      name: 'needs',
      summary: 'Compare with a role of `strongroom grant`, in the one --bucket that is named.',
      type: roleType,
    },
    {
      name: 'fail-on',
      summary: 'Let a finding of this severity, or a worse one, fail.',
      type: riskType,
      defaultText: 'no finding fails',
    },
    { name: 'json', summary: 'Print one JSON object.' },
    ...observedOptions,
    ...toolConnectionOptions,
  ],
  examples: [
    { line: 'strongroom inspect', summary: 'What can the key in use do?' },
    {
      line: 'strongroom inspect --profile site --bucket site.example.net',
      summary: 'A key that may not list buckets',
    },
    {
      line: 'strongroom inspect --user rails-app --bucket uploads --needs rails-app',
      summary: 'Has it more than it needs, and what takes that away?',
    },
    {
      line: 'strongroom inspect --user rails-app --audit-folder /srv/strongroom/audit --since 30d',
      summary: 'Which smaller policy would have been enough for a month? (--observed asks IAM)',
    },
    {
      line: 'strongroom inspect --user rails-app --fail-on high --json',
      summary: "In CI, as an administrator: another user's",
    },
  ],
  run: (invocation) => talking(invocation, () => runInspect(invocation)),
};

async function runInspect(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation;
  const user = options.text('user');
  const role = options.text('role');
  if (user !== undefined && role !== undefined) {
    throw new UsageError('--user and --role exclude each other');
  }
  const given = options.text('fail-on');
  const failOn = riskType.read(given ?? '', { folder: '' });
  if (given !== undefined && failOn === undefined) {
    throw new UsageError(
      `option --fail-on: ${JSON.stringify(given)} is not ${riskType.expectation}`,
    );
  }
  const worst = failOn === undefined ? -1 : riskLevels.indexOf(failOn);
  const needed = neededRole(invocation);
  const caller = await callerIdentity(await stsClient(toolConnection(invocation, 'STS')));
  const iam = await iamClient(toolConnection(invocation, 'IAM'));
  const name = user ?? role;
  const subject =
    name === undefined
      ? callerAsSubject(caller)
      : await namedSubject(iam, caller, user === undefined ? 'role' : 'user', name);
  const report = await inspectCredential({
    iam,
    s3: await s3Client(toolConnection(invocation, 'S3')),
    subject,
    isCaller: name === undefined,
    buckets: options.texts.get('bucket') ?? [],
    nowMs: Date.now(),
    observed: await observedActivity(invocation, subject),
  });
  const needs = needed && compareNeeds(report, needed.template, needed.bucket);
  if (options.flag('json')) {
    const observed = report.observed && {
      ...report.observed,
      commands: observedCommands(report),
    };
    terminal.out(`${JSON.stringify({ ...report, needs, observed })}\n`);
  } else {
    const compared = needs === undefined ? '' : printNeeds(needs);
    terminal.out(printReport(report) + compared + printObserved(report));
  }
  const isBad = report.findings.some(({ risk }) => riskLevels.indexOf(risk) <= worst);
  return isBad ? exitCodes.failure : exitCodes.success;
}

/** The role and the bucket to compare with. @throws UsageError */
function neededRole({ options }: Invocation) {
  const role = options.text('needs');
  if (role === undefined) return undefined;
  const template = roleTemplates.find(({ name }) => name === role);
  if (template === undefined) {
    throw new UsageError(`option --needs: ${JSON.stringify(role)} is not ${roleType.expectation}`);
  }
  const [bucket, ...more] = options.texts.get('bucket') ?? [];
  if (bucket === undefined || more.length > 0) {
    throw new UsageError('--needs compares one bucket: name it with --bucket');
  }
  return { template, bucket };
}
