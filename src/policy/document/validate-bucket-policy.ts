import { type ActionInfo, conditionKeysOf, listActions } from '../catalogue/catalogue.ts';
import { isGlobalKey } from '../catalogue/global-keys.ts';
import { parseArn } from './arn.ts';
import type { ParseOptions } from './parse.ts';
import type { Statement } from './policy-document.ts';
import type { Position } from './position.ts';
import type { GrammarRule, ReadPolicy } from './read.ts';
import { type Fault, isPrincipal } from './validate.ts';
import { compileGlob, matchGlob } from './wildcard.ts';

const INVALID_JSON = 'This policy contains invalid Json';

/** S3's words for a text that is no policy at all. */
export function bucketPolicyGrammarMessage(
  rule: GrammarRule,
  detail: string,
  text: string,
): string {
  switch (rule) {
    case 'json':
      if (!text.startsWith('{')) {
        return "Policies must be valid JSON and the first byte must be '{'";
      }
      return INVALID_JSON;
    case 'unknown-field':
      return `Unknown field ${detail}`;
    case 'version':
      return 'The policy must contain a valid version string';
    case 'missing-statement':
    case 'missing-effect':
      return `Missing required field ${detail}`;
    case 'empty-statement':
      return 'Could not parse the policy: Statement is empty!';
    case 'effect':
      return `Invalid effect: ${detail}`;
    case 'principal':
      return 'Invalid principal in policy';
    case 'operator':
      return `Invalid Condition type : ${detail}`;
    default:
      return INVALID_JSON;
  }
}

type Check = (statement: Statement, options: ParseOptions) => Fault | undefined;

/** S3's checks of a bucket policy; the first statement that fails is reported. */
export function bucketPolicyFault(policy: ReadPolicy, options: ParseOptions): Fault | undefined {
  if (policy.miscasedEffect !== undefined) {
    const { value, start } = policy.miscasedEffect;
    return fault(`Invalid effect: ${value}`, policy.lines.positionAt(start));
  }
  for (const statement of policy.document.statements) {
    for (const check of CHECKS) {
      const found = check(statement, options);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function fault(message: string, position: Position): Fault {
  return { message, position };
}

const hasElements: Check = ({ principal, action, resource, span }) => {
  if (principal === undefined) return fault('Missing required field Principal', span.start);
  if (action.values.length === 0) return fault('Missing required field Action', action.span.start);
  if (resource === undefined) return fault('Missing required field Resource', span.start);
  if (resource.values.length > 0) return undefined;
  return fault('Statement is missing required element', resource.span.start);
};

/** Allow with NotPrincipal would grant to the whole world but one: AWS takes it nowhere. */
const hasPrincipals: Check = ({ principal, effect }) => {
  if (principal === undefined) return undefined;
  const wrong =
    (principal.negated && effect === 'Allow') ||
    (principal.negated && principal.everyone) ||
    (!principal.everyone && principal.named.length === 0) ||
    principal.named.some((one) => !isPrincipal(one));
  return wrong ? fault('Invalid principal in policy', principal.span.start) : undefined;
};

const hasKnownActions: Check = ({ action }) => {
  const wrong = action.values.findIndex((value) => actionsOf(value).length === 0);
  if (wrong === -1) return undefined;
  return fault('Policy has invalid action', action.spans[wrong]?.start ?? action.span.start);
};

function actionsOf(pattern: string): readonly ActionInfo[] {
  const all = listActions('s3');
  const glob = compileGlob(pattern.toLowerCase());
  return all.filter((action) => matchGlob(glob, action.name.toLowerCase()));
}

const namesItsBucket: Check = ({ resource }, { bucket }) => {
  const wrong = (resource?.values ?? []).findIndex((value) => !isOfBucket(value, bucket));
  if (resource === undefined || wrong === -1) return undefined;
  return fault('Policy has invalid resource', resource.spans[wrong]?.start ?? resource.span.start);
};

function isOfBucket(resource: string, bucket: string | undefined): boolean {
  const arn = parseArn(resource);
  if (arn === undefined || arn.partition !== 'aws' || arn.service !== 's3') return false;
  if (arn.region !== '' || arn.account !== '' || arn.resource === '') return false;
  if (bucket === undefined) return true;
  const slash = arn.resource.indexOf('/');
  const name = slash === -1 ? arn.resource : arn.resource.slice(0, slash);
  return matchGlob(compileGlob(name), bucket);
}

/** Whether a value of Resource can mean buckets, objects, or by its wildcards both. */
function resourceKinds(resource: string): string[] {
  const path = parseArn(resource)?.resource ?? '';
  const slash = path.indexOf('/');
  const wild = path.includes('*') || path.includes('?');
  if (slash === -1) return wild ? ['bucket', 'object'] : ['bucket'];
  const bucket = path.slice(0, slash);
  return bucket.includes('*') && path.endsWith('*') ? ['bucket', 'object'] : ['object'];
}

function applies(action: ActionInfo, kinds: ReadonlySet<string>): boolean {
  return action.resourceTypes.some((type) => kinds.has(type.name));
}

const hasUsableActions: Check = ({ action, resource }, options) => {
  if (options.acceptUnusableStatements === true || action.negated) return undefined;
  if (resource === undefined || resource.negated) return undefined;
  const kinds = new Set(resource.values.flatMap(resourceKinds));
  const wrong = action.values.findIndex(
    (value) => !actionsOf(value).some((one) => applies(one, kinds)),
  );
  if (wrong === -1) return undefined;
  const message = 'Action does not apply to any resource(s) in statement';
  return fault(message, action.spans[wrong]?.start ?? action.span.start);
};

const hasKnownKeys: Check = ({ conditions }) => {
  const wrong = conditions.find(({ key }) => !isGlobalKey(key) && !isS3Key(key));
  return wrong && fault('Policy has an invalid condition key', wrong.span.start);
};

const s3Keys = new Set(
  listActions('s3').flatMap((action) =>
    conditionKeysOf(action.name).map((key) => key.name.toLowerCase()),
  ),
);

function keyPattern(key: string): string {
  const name = key.toLowerCase();
  const slash = name.indexOf('/');
  return slash === -1 ? name : `${name.slice(0, slash)}/*`;
}

function isS3Key(key: string): boolean {
  return s3Keys.has(keyPattern(key));
}

const hasUsableConditions: Check = (statement, options) => {
  if (options.acceptUnusableStatements === true || statement.action.negated) return undefined;
  const actions = statement.action.values.flatMap(actionsOf);
  const wrong = statement.conditions.find(({ key }) => {
    if (isGlobalKey(key)) return false;
    const name = keyPattern(key);
    return !actions.some((action) =>
      conditionKeysOf(action.name).some((known) => known.name.toLowerCase() === name),
    );
  });
  if (wrong === undefined) return undefined;
  const message = 'Conditions do not apply to combination of actions and resources in statement';
  return fault(message, wrong.span.start);
};

const CHECKS: readonly Check[] = [
  hasElements,
  hasPrincipals,
  hasKnownActions,
  namesItsBucket,
  hasUsableActions,
  hasKnownKeys,
  hasUsableConditions,
];
