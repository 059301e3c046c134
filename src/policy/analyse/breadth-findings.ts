import { actionMatches, type PolicyGrammar, type Statement } from '../index.ts';
import type { PolicyFinding } from './finding.ts';

/** Actions with which whoever has them can get every other right of the account. */
const escalating = [
  'iam:CreatePolicyVersion',
  'iam:SetDefaultPolicyVersion',
  'iam:AttachUserPolicy',
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:PutUserPolicy',
  'iam:PutGroupPolicy',
  'iam:PutRolePolicy',
  'iam:AddUserToGroup',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:UpdateLoginProfile',
  'iam:UpdateAssumeRolePolicy',
  'iam:DeleteUserPermissionsBoundary',
  'iam:DeleteRolePermissionsBoundary',
];

/** Grants that are wider than they look. */
export function breadthFindings(statement: Statement, grammar: PolicyGrammar): PolicyFinding[] {
  const { effect, action, resource, principal, span } = statement;
  if (effect === 'Deny') return [];
  const found = (code: string, message: string, position = span.start): PolicyFinding => ({
    severity: 'security',
    code,
    message,
    position,
  });
  const findings: PolicyFinding[] = [];
  const isEverywhere = resource?.values.includes('*') === true && !resource.negated;
  if (action.negated) {
    const message = 'Allow with NotAction grants every action but these, also those to come.';
    findings.push(found('allow-not-action', message, action.span.start));
  } else if (action.values.includes('*')) {
    const message = isEverywhere
      ? 'Every action on everything: whoever has this is an administrator.'
      : 'Every action of every service; name the service, such as s3:*.';
    findings.push(found('every-action', message, action.span.start));
  }
  if (resource?.negated === true) {
    const message = 'Allow with NotResource grants on every resource but these.';
    findings.push(found('allow-not-resource', message, resource.span.start));
  }
  if (grammar === 'trust' && principal?.everyone === true && !hasCondition(statement)) {
    const message = 'Everybody may assume this role.';
    findings.push(found('trusts-everybody', message, principal.span.start));
  }
  if (action.negated || action.values.includes('*')) return findings;
  for (const [index, value] of action.values.entries()) {
    const position = action.spans[index]?.start ?? action.span.start;
    if (isEverywhere && value.endsWith(':*')) {
      const message = `${value} on "*" reaches everything that the service holds in the account.`;
      findings.push(found('whole-service', message, position));
    }
    const ways = escalating.filter((one) => actionMatches(value, one));
    if (ways.length > 0 && isEverywhere && !hasCondition(statement)) {
      const message = `${value} on "*" lets its holder take every right (${ways[0]}).`;
      findings.push(found('escalation', message, position));
    }
    if (isEverywhere && actionMatches(value, 'iam:PassRole') && !hasCondition(statement)) {
      const message = 'iam:PassRole on "*" hands out every role of the account.';
      findings.push(found('pass-every-role', message, position));
    }
  }
  return findings;
}

function hasCondition({ conditions }: Statement): boolean {
  return conditions.length > 0;
}
