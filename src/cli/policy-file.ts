import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { guessGrammar } from '../inspect/policies/policy-grammar.ts';
import { type PolicyDocument, type PolicyGrammar, parsePolicy } from '../policy/index.ts';
import { choice } from '../server/setting-values.ts';
import { CommandFailure, type CommandOption, type Invocation, UsageError } from './command.ts';

/** Far above any policy that AWS takes. */
const maxPolicyFileBytes = 1024 * 1024;

/** What stands for standard input where a file is asked for. */
export const standardInput = '-';

const grammarType = choice('identity', 'resource', 'trust');

export const grammarOption: CommandOption = {
  name: 'type',
  summary: "Whose policy it is: an identity's, a resource's (a bucket), or the trust of a role.",
  type: grammarType,
  defaultText: 'told from its Principal and Resource elements',
};

/** A policy as it was read. */
export interface PolicyFile {
  /** As it was named; `-` for standard input. */
  readonly name: string;
  readonly text: string;
}

/** Reads a file that the operands name. @throws CommandFailure naming the file and the reason */
export async function readPolicyFile(
  name: string,
  { terminal }: Pick<Invocation, 'terminal'>,
): Promise<PolicyFile> {
  if (name === standardInput) return { name, text: await readAll(terminal.input) };
  const path = resolve(terminal.folder, name);
  try {
    if (statSync(path).size > maxPolicyFileBytes) {
      throw new Error(`it is larger than ${maxPolicyFileBytes} bytes`);
    }
    return { name, text: readFileSync(path, 'utf8') };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`the policy ${name} cannot be read: ${reason}`);
  }
}

/** The grammar that --type names, or that the text itself shows. */
export function grammarOf({ text }: PolicyFile, { options }: Invocation): PolicyGrammar {
  const given = options.text(grammarOption.name);
  if (given === undefined) return guessGrammar(text);
  const grammar = grammarType.read(given, { folder: '' });
  if (grammar === undefined) {
    throw new UsageError(
      `option --type: ${JSON.stringify(given)} is not ${grammarType.expectation}`,
    );
  }
  return grammar;
}

/** The document in a file. @throws CommandFailure with the place of its first fault */
export function documentOf(file: PolicyFile, grammar: PolicyGrammar): PolicyDocument {
  const parsed = parsePolicy(file.text, grammar);
  if (parsed.ok) return parsed.document;
  throw new CommandFailure(
    `${file.name}:${parsed.line}:${parsed.column}: ${parsed.message} ` +
      `(\`strongroom policy validate ${file.name}\` tells more)`,
  );
}
