import type { NamedPrincipal, PolicyDocument, Statement } from './policy-document.ts';

/** Every principal that a policy names, in the order written; `*` is none. */
export function principalsOf(document: PolicyDocument): NamedPrincipal[] {
  return document.statements
    .flatMap((statement) => statement.principal?.named ?? [])
    .filter((principal) => principal.value !== '*');
}

/**
 * A copy of a policy with other names for its principals: AWS stores the unique ids of users and
 * roles in place of their ARNs, so that a deleted and recreated user does not inherit a grant.
 */
export function renamePrincipals(
  document: PolicyDocument,
  rename: (principal: NamedPrincipal) => string,
): PolicyDocument {
  const statements = document.statements.map((statement): Statement => {
    const { principal } = statement;
    if (principal === undefined) return statement;
    const named = principal.named.map((one) =>
      one.value === '*' ? one : { ...one, value: rename(one) },
    );
    return { ...statement, principal: { ...principal, named } };
  });
  return { ...document, statements };
}
