/** A policy that AWS gives to every account. Its id, dates and default version are AWS's own. */
export interface AwsManagedPolicy {
  readonly policyName: string;
  readonly policyId: string;
  readonly arn: string;
  readonly path: string;
  readonly description: string;
  readonly defaultVersionId: string;
  readonly createdAtMs: number;
  /** Of the default version, the only one that is kept here. */
  readonly updatedAtMs: number;
  readonly document: string;
}

interface Declaration {
  readonly policyName: string;
  readonly policyId: string;
  readonly description: string;
  readonly defaultVersionId: string;
  readonly createDate: string;
  readonly updateDate: string;
  readonly statements: readonly object[];
}

/** Prints the document as AWS shows it, indented by four. */
export function declareAwsManagedPolicy(policy: Declaration): AwsManagedPolicy {
  const { policyName, policyId, description, defaultVersionId } = policy;
  const document = { Version: '2012-10-17', Statement: policy.statements };
  return {
    policyName,
    policyId,
    arn: `arn:aws:iam::aws:policy/${policyName}`,
    path: '/',
    description,
    defaultVersionId,
    createdAtMs: Date.parse(policy.createDate),
    updatedAtMs: Date.parse(policy.updateDate),
    document: JSON.stringify(document, null, 4),
  };
}
