import { type PolicyFinding, severities } from '../../policy/analyse/finding.ts';
import { policyFindings } from '../../policy/analyse/policy-findings.ts';
import { text } from '../../server/setting-values.ts';
import { type Command, exitCodes, type Invocation, UsageError } from '../command.ts';
import { grammarOf, grammarOption, type PolicyFile, readPolicyFile } from '../policy-file.ts';

export const policyValidate: Command = {
  name: 'policy validate',
  summary: 'Say what is wrong with policies, with line and column.',
  operands: 'FILE...',
  description: [
    "Errors are what AWS refuses, in AWS's words with the detail added, and actions that do not " +
      'exist. The other findings are accepted by AWS: security (grants more than it seems to), ' +
      'warning (has no effect as it stands) and suggestion. `-` reads standard input.',
    'Exit code 1 means that there is an error, or with --strict any finding at all.',
  ],
  options: [
    grammarOption,
    {
      name: 'bucket',
      summary: 'The bucket that is to carry a bucket policy: its resources must lie in it.',
      type: { ...text, placeholder: 'NAME' },
    },
    { name: 'strict', summary: 'Let every finding fail.' },
    { name: 'json', summary: 'Print one JSON object a line.' },
  ],
  examples: [
    { line: 'strongroom policy validate policy.json', summary: 'Check one policy' },
    {
      line: 'strongroom policy validate --strict --json policies/*.json',
      summary: 'In CI: any finding fails',
    },
    {
      line: 'strongroom policy validate --type resource --bucket site - < bucket-policy.json',
      summary: 'Check what is to be put on a bucket, from standard input',
    },
  ],
  async run(invocation) {
    const { options, operands, terminal } = invocation;
    if (operands.length === 0) {
      throw new UsageError('policy validate needs a file: strongroom policy validate FILE...');
    }
    let worst = 0;
    for (const name of operands) {
      const file = await readPolicyFile(name, invocation);
      const findings = findingsOf(file, invocation);
      for (const finding of findings) {
        terminal.out(options.flag('json') ? printJson(file, finding) : printLine(file, finding));
      }
      const isBad = findings.some(({ severity }) => severity === 'error' || options.flag('strict'));
      worst = Math.max(worst, isBad ? exitCodes.failure : exitCodes.success);
      if (!options.flag('json')) terminal.error(summary(file, findings));
    }
    return worst;
  },
};

function findingsOf(file: PolicyFile, invocation: Invocation): PolicyFinding[] {
  const bucket = invocation.options.text('bucket');
  return policyFindings(
    file.text,
    grammarOf(file, invocation),
    bucket === undefined ? {} : { bucket },
  );
}

function printLine({ name }: PolicyFile, finding: PolicyFinding): string {
  const { severity, code, message, position } = finding;
  return `${name}:${position.line}:${position.column}: ${severity}: ${message} [${code}]\n`;
}

function printJson({ name }: PolicyFile, finding: PolicyFinding): string {
  const { severity, code, message, position } = finding;
  return `${JSON.stringify({ file: name, ...position, severity, code, message })}\n`;
}

function summary({ name }: PolicyFile, findings: readonly PolicyFinding[]): string {
  const counts = severities.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  return `${name}: ${counts.length === 0 ? 'nothing to say against it' : counts.join(', ')}\n`;
}
