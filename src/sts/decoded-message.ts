import type {
  DenialRecord,
  PolicyRecord,
  StatementRecord,
} from '../operation/authorization-message.ts';

/**
 * The JSON of DecodeAuthorizationMessage: AWS's members (its API reference, "Contents"), and beside
 * them, under `trace`, each policy with what every statement had to do with the refusal. The
 * policies of one account are not shown to another.
 */
export function decodedMessage(record: DenialRecord, accountId: string): string {
  const visible = record.policies.filter((policy) => isOf(accountId, policy, record));
  const statements = visible.flatMap((policy) => policy.statements);
  const { explicitDeny } = record;
  const denying = statements.filter(
    ({ matched, effect }) => matched && (effect === 'Deny') === explicitDeny,
  );
  return JSON.stringify({
    allowed: false,
    explicitDeny,
    matchedStatements: { items: denying.map(matchedStatement) },
    failures: { items: [] },
    context: {
      principal: { id: record.principal.id, arn: record.principal.arn },
      action: record.action,
      resource: record.resource,
      conditions: {
        items: Object.entries(record.context).map(([key, value]) => condition(key, [value].flat())),
      },
    },
    trace: {
      reason: record.reason,
      missingContextKeys: record.missingContextKeys,
      policies: visible,
      policiesOfOtherAccounts: record.policies.length - visible.length,
      shortened: record.shortened,
    },
  });
}

/** Whether a policy is of an account: a resource's of its owner, all others of the principal's. */
function isOf(accountId: string, { role }: PolicyRecord, record: DenialRecord): boolean {
  const isResources = role === 'resource' || role === 'trust';
  return accountId === (isResources ? record.resourceAccountId : record.principal.accountId);
}

function matchedStatement({ sid, effect, content }: StatementRecord) {
  return {
    statementId: sid ?? '',
    effect: effect.toUpperCase(),
    principals: values(content?.principals),
    principalGroups: values([]),
    actions: values(content?.actions),
    resources: values(content?.resources),
    conditions: {
      items: (content?.conditions ?? []).map((one) => condition(one.key, one.values)),
    },
  };
}

function condition(key: string, found: readonly string[]) {
  return { key, values: values(found) };
}

function values(found: readonly string[] = []) {
  return { items: found.map((value) => ({ value })) };
}
