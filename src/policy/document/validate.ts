import { parseDate } from '../conditions/dates.ts';
import { parseOperator } from '../conditions/operators.ts';
import { isAccountId, parseArn } from './arn.ts';
import type { NamedPrincipal, Statement, ValueList } from './policy-document.ts';
import type { Position } from './position.ts';
import type { ReadPolicy } from './read.ts';
import { resourceFault } from './validate-resource.ts';

/** What AWS says about a policy that is well formed but not acceptable, and where it stands. */
export interface Fault {
  readonly message: string;
  readonly position: Position;
}

const LEGACY = 'The policy failed legacy parsing';
const TRUST_ACTIONS =
  'Trust Policy statement actions can only be sts:AssumeRole, sts:AssumeRoleWithSAML,  and ' +
  'sts:AssumeRoleWithWebIdentity';

type Check = (policy: ReadPolicy) => Fault | undefined;

function fault(message: string, position: Position): Fault {
  return { message, position };
}

function firstFault(policy: ReadPolicy, checks: readonly Check[]): Fault | undefined {
  for (const check of checks) {
    const found = check(policy);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A check of each statement by itself. */
function each(check: (statement: Statement) => Fault | undefined): Check {
  return ({ document }) => {
    for (const statement of document.statements) {
      const found = check(statement);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** IAM's checks of an identity policy, in IAM's order: the first stage that fails is reported. */
export function identityPolicyFault(policy: ReadPolicy, managed: boolean): Fault | undefined {
  return firstFault(policy, [
    ...(managed ? [isOf2012] : []),
    namesNoPrincipal,
    passesLegacyParsing,
    hasUniqueSids,
    hasActions,
    hasArns,
    hasVendors,
    hasResources,
  ]);
}

/** IAM's checks of a role's trust policy. */
export function trustPolicyFault(policy: ReadPolicy): Fault | undefined {
  return firstFault(policy, [
    passesLegacyParsing,
    hasUniqueSids,
    hasActions,
    hasVendors,
    hasTrustActions,
    hasNoResource,
    hasTrustPrincipals,
  ]);
}

/** The checks of a key's policy: every statement says who may do what on what. */
export function keyPolicyFault(policy: ReadPolicy): Fault | undefined {
  return firstFault(policy, [
    passesLegacyParsing,
    hasUniqueSids,
    hasActions,
    hasVendors,
    hasKeyPrincipals,
    hasArns,
    hasResources,
  ]);
}

const isOf2012: Check = (policy) =>
  policy.hasVersion && policy.document.version === '2012-10-17'
    ? undefined
    : fault('Policy document must be version 2012-10-17 or greater.', { line: 1, column: 1 });

const namesNoPrincipal: Check = each(({ principal }) =>
  principal === undefined
    ? undefined
    : fault('Policy document should not specify a principal.', principal.span.start),
);

const passesLegacyParsing: Check = (policy) => {
  if (policy.miscasedEffect !== undefined) {
    return fault(LEGACY, policy.lines.positionAt(policy.miscasedEffect.start));
  }
  return each(hasDates)(policy) ?? each(hasLegacyResources)(policy);
};

function hasDates(statement: Statement): Fault | undefined {
  for (const condition of statement.conditions) {
    const name = parseOperator(condition.operator)?.name ?? '';
    if (name.startsWith('Date') && condition.values.some((one) => parseDate(one) === undefined)) {
      return fault(LEGACY, condition.span.start);
    }
  }
  return undefined;
}

/** Too few colons for the empty segments that it has; IAM looks only if no other rule is broken. */
function hasLegacyResources({ resource }: Statement): Fault | undefined {
  if (resource === undefined || arnFault(resource) !== undefined) return undefined;
  for (const [index, value] of resource.values.entries()) {
    const segments = value.split(':');
    const empty = segments.length < 6 && value.includes('::');
    if (value !== '*' && (empty || segments[2] === '')) {
      return fault(LEGACY, resource.spans[index]?.start ?? resource.span.start);
    }
  }
  return undefined;
}

function arnFault(resource: ValueList): Fault | undefined {
  for (const [index, value] of resource.values.entries()) {
    const message = resourceFault(value);
    if (message !== undefined) {
      return fault(message, resource.spans[index]?.start ?? resource.span.start);
    }
  }
  return undefined;
}

const hasUniqueSids: Check = ({ document }) => {
  const seen = new Set<string>();
  for (const { sid, span } of document.statements) {
    if (sid === undefined || sid === '') continue;
    if (seen.has(sid)) {
      return fault('Statement IDs (SID) in a single policy must be unique.', span.start);
    }
    seen.add(sid);
  }
  return undefined;
};

const hasActions: Check = each(({ action }) =>
  action.values.length > 0
    ? undefined
    : fault('Policy statement must contain actions.', action.span.start),
);

const hasArns: Check = each(({ resource }) =>
  resource === undefined ? undefined : arnFault(resource),
);

const hasVendors: Check = each(({ action }) => {
  for (const [index, value] of action.values.entries()) {
    const message = vendorFault(value);
    if (message !== undefined) {
      return fault(message, action.spans[index]?.start ?? action.span.start);
    }
  }
  return undefined;
});

function vendorFault(action: string): string | undefined {
  if (action === '*') return undefined;
  const [vendor = '', ...rest] = action.split(':');
  if (rest.length === 0) {
    return 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
  }
  if (rest.length > 1) return 'Actions/Condition can contain only one colon.';
  return isVendor(vendor) || vendor === '*' ? undefined : `Vendor ${vendor} is not valid`;
}

function isVendor(text: string): boolean {
  for (const character of text.toLowerCase()) {
    if (!'abcdefghijklmnopqrstuvwxyz0123456789-.'.includes(character)) return false;
  }
  return true;
}

const hasResources: Check = each(({ resource, span }) =>
  resource !== undefined && resource.values.length > 0
    ? undefined
    : fault('Policy statement must contain resources.', resource?.span.start ?? span.start),
);

const hasTrustActions: Check = each(({ action }) => {
  const wrong = action.values.findIndex((value) => !value.toLowerCase().startsWith('sts:'));
  if (wrong === -1 && !action.negated) return undefined;
  return fault(TRUST_ACTIONS, action.spans[wrong]?.start ?? action.span.start);
});

const hasNoResource: Check = each(({ resource }) =>
  resource === undefined ? undefined : fault('Has prohibited field Resource', resource.span.start),
);

const hasTrustPrincipals: Check = each(({ principal, span }) => {
  if (principal === undefined) return fault('Missing required field Principal', span.start);
  if (principal.negated) return fault('Has prohibited field NotPrincipal', principal.span.start);
  if (!principal.everyone && principal.named.length === 0) {
    return fault('Missing required field Principal', principal.span.start);
  }
  const wrong = principal.named.find((one) => !isPrincipal(one));
  if (wrong === undefined) return undefined;
  return fault(`Invalid principal in policy: "${wrong.type}":"${wrong.value}"`, wrong.span.start);
});

const hasKeyPrincipals: Check = each(({ principal, span }) => {
  const isNamed = principal !== undefined && (principal.everyone || principal.named.length > 0);
  if (!isNamed) return fault('Missing required field Principal', span.start);
  const wrong = principal.named.find((one) => !isPrincipal(one));
  return wrong && fault(`Invalid principal in policy: "${wrong.value}"`, wrong.span.start);
});

/** The prefixes of unique ids that may stand for a principal: user, role, and their old forms. */
const UNIQUE_IDS = ['AIDA', 'AROA'];

/**
 * Whether a principal of a policy has a form that AWS takes; whether it exists is another matter.
 */
export function isPrincipal({ type, value }: NamedPrincipal): boolean {
  if (type === 'Federated') return value !== '' && !value.includes('*');
  if (type === 'Service') return value.includes('.') && !value.includes('*');
  if (type === 'CanonicalUser') return value.length === 64;
  if (value === '*' || isAccountId(value)) return true;
  if (UNIQUE_IDS.some((prefix) => value.startsWith(prefix))) return !value.includes('*');
  const arn = parseArn(value);
  if (arn?.partition !== 'aws' || arn.region !== '' || !isAccountId(arn.account)) return false;
  if (value.includes('*') || value.includes('?')) return false;
  const kind = arn.resource.split('/')[0] ?? '';
  if (arn.service === 'iam') return ['root', 'user', 'role'].includes(kind);
  return arn.service === 'sts' && ['assumed-role', 'federated-user'].includes(kind);
}
