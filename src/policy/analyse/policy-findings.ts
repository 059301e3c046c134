import { LineIndex } from '../document/position.ts';
import { GrammarFault, type GrammarRule, readPolicy } from '../document/read.ts';
import {
  isPublicPolicy,
  type ParseOptions,
  type PolicyDocument,
  type PolicyGrammar,
  parsePolicy,
  policySize,
} from '../index.ts';
import { actionFindings } from './action-findings.ts';
import { breadthFindings } from './breadth-findings.ts';
import type { PolicyFinding } from './finding.ts';
import { repetitionFindings } from './repetition-findings.ts';

/** AWS's quotas of the places that a policy can be put, in characters without white space. */
const managedPolicyLimit = 6_144;
const trustPolicyLimit = 2_048;
/** Bytes of a bucket policy, as it is. */
const bucketPolicyLimit = 20 * 1_024;
const keyPolicyLimit = 32 * 1_024;

/**
 * Everything that can be said about a policy without knowing who will have it: what AWS would
 * refuse (the first fault, in AWS's words and with the detail), and what it would take but that is
 * mistaken, too wide or idle. In the order of the text.
 */
export function policyFindings(
  text: string,
  grammar: PolicyGrammar,
  options: ParseOptions,
): PolicyFinding[] {
  const findings = [...faults(text, grammar, options)];
  const document = documentOf(text);
  if (document !== undefined) {
    findings.push(
      ...sizeFindings(text, grammar),
      ...versionFindings(document, text),
      ...publicFindings(document, grammar),
    );
    for (const statement of document.statements) {
      findings.push(
        ...actionFindings(statement),
        ...breadthFindings(statement, grammar),
        ...repetitionFindings(statement, document.statements),
      );
    }
  }
  return findings.sort((a, b) => order(a) - order(b));
}

function order({ position }: PolicyFinding): number {
  return position.line * 1_000_000 + position.column;
}

function documentOf(text: string): PolicyDocument | undefined {
  try {
    return readPolicy(text).document;
  } catch {
    return undefined;
  }
}

function faults(text: string, grammar: PolicyGrammar, options: ParseOptions): PolicyFinding[] {
  const parsed = parsePolicy(text, grammar, options);
  if (parsed.ok) return [];
  const detail = grammarDetail(text);
  const message = detail === undefined ? parsed.message : `${parsed.message} ${detail.message}`;
  const position = detail?.position ?? { line: parsed.line, column: parsed.column };
  return [{ severity: 'error', code: parsed.code, message, position }];
}

const ruleWords: Readonly<Record<GrammarRule, (detail: string) => string>> = {
  json: (detail) => `(${detail})`,
  'unknown-field': (detail) => `(a policy has no element ${JSON.stringify(detail)})`,
  'wrong-type': (detail) => `(${detail} is expected here)`,
  version: () => '(Version is 2012-10-17 or 2008-10-17)',
  'missing-statement': () => '(a policy needs a Statement)',
  'empty-statement': () => '(Statement is empty)',
  'missing-effect': () => '(a statement needs an Effect)',
  effect: (detail) => `(Effect is Allow or Deny, not ${JSON.stringify(detail)})`,
  'action-and-not-action': (detail) => `(a statement has ${detail} or Not${detail}, not both)`,
  principal: (detail) => `(${JSON.stringify(detail)} is no kind of principal)`,
  operator: (detail) => `(there is no condition operator ${JSON.stringify(detail)})`,
};

/** What AWS leaves out of "Syntax errors in policy." */
function grammarDetail(text: string) {
  try {
    readPolicy(text);
    return undefined;
  } catch (fault) {
    if (!(fault instanceof GrammarFault)) throw fault;
    const position = new LineIndex(text).positionAt(fault.offset);
    return { message: ruleWords[fault.rule](fault.message), position };
  }
}

const top = { line: 1, column: 1 };

function sizeFindings(text: string, grammar: PolicyGrammar): PolicyFinding[] {
  const isInBytes = grammar === 'resource' || grammar === 'key';
  const limit = {
    identity: managedPolicyLimit,
    trust: trustPolicyLimit,
    resource: bucketPolicyLimit,
    key: keyPolicyLimit,
  }[grammar];
  const size = isInBytes ? new TextEncoder().encode(text).length : policySize(text);
  if (size <= limit) return [];
  const what = isInBytes ? 'bytes' : 'characters without white space';
  const message = `The policy has ${size} ${what}; at most ${limit} are taken.`;
  return [{ severity: 'error', code: 'too-long', message, position: top }];
}

function versionFindings(document: PolicyDocument, text: string): PolicyFinding[] {
  if (document.version === '2012-10-17') return [];
  const place = /\$\{[^}]/.exec(text);
  if (place !== null) {
    const position = new LineIndex(text).positionAt(place.index);
    const message = 'Without "Version": "2012-10-17" this is no variable but plain text.';
    return [{ severity: 'warning', code: 'variable-in-2008', message, position }];
  }
  const message = 'Say "Version": "2012-10-17"; the older language knows no variables.';
  return [{ severity: 'suggestion', code: 'old-version', message, position: top }];
}

function publicFindings(document: PolicyDocument, grammar: PolicyGrammar): PolicyFinding[] {
  if (grammar !== 'resource') return [];
  return document.statements
    .filter((statement) => isPublicPolicy({ ...document, statements: [statement] }))
    .map(({ principal, span }) => ({
      severity: 'security',
      code: 'public',
      message: 'This statement grants to everybody, with a credential or without.',
      position: principal?.span.start ?? span.start,
    }));
}
