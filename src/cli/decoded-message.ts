type Json = Readonly<Record<string, unknown>>;

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The items of AWS's `{"items": [...]}`. */
function itemsOf(value: unknown): readonly unknown[] {
  return listOf(objectOf(value).items);
}

/** Prints what DecodeAuthorizationMessage decoded, AWS's or ours, for people. */
export function printDecoded(message: string): string {
  const record = objectOf(JSON.parse(message));
  const context = objectOf(record.context);
  const principal = objectOf(context.principal);
  const lines = [
    `Refused:  ${String(context.action)} on ${String(context.resource)}`,
    `By:       ${String(principal.arn)}`,
    `Because:  ${reasonOf(record)}`,
  ];
  const facts = itemsOf(objectOf(context.conditions)).concat(itemsOf(context.conditions));
  const shown = facts.map((fact) => `${String(objectOf(fact).key)}=${valuesOf(fact)}`);
  if (shown.length > 0) lines.push(`Facts:    ${[...new Set(shown)].join(', ')}`);
  lines.push(...policyLines(objectOf(record.trace)));
  return `${lines.join('\n').replaceAll(/(?!\n)\p{Cc}/gu, '?')}\n`;
}

function valuesOf(fact: unknown): string {
  return itemsOf(objectOf(fact).values)
    .map((item) => String(objectOf(item).value))
    .join(' or ');
}

function reasonOf(record: Json): string {
  const [statement] = itemsOf(record.matchedStatements);
  if (record.explicitDeny === true) {
    const { statementId } = objectOf(statement);
    return `a Deny${statementId ? ` (statement ${String(statementId)})` : ''}`;
  }
  const reason = objectOf(record.trace).reason;
  const kind = /^no-(\w+)-allow$/.exec(String(reason))?.[1];
  return kind === undefined ? 'no policy allows it' : `no ${kind} policy allows it`;
}

function policyLines(trace: Json): string[] {
  const lines: string[] = [];
  for (const policy of listOf(trace.policies).map(objectOf)) {
    const { name, arn, attachedTo } = objectOf(policy.source);
    const carrier = attachedTo === undefined ? '' : ` of ${String(attachedTo)}`;
    lines.push(`Policy:   ${String(policy.role)} ${String(name ?? arn ?? '')}${carrier}`);
    for (const one of listOf(policy.statements).map(objectOf)) {
      const which = one.sid ? `"${String(one.sid)}"` : String(Number(one.index) + 1);
      const outcome = one.matched === true ? 'matched' : `its ${String(one.failed)} did not match`;
      lines.push(`  statement ${which}: ${String(one.effect)}, ${outcome}`);
    }
  }
  const missing = listOf(trace.missingContextKeys).map(String);
  if (missing.length > 0) lines.push(`Missing:  ${missing.join(', ')}`);
  return lines;
}
