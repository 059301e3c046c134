import {
  type ActionInfo,
  actionMatches,
  listActions,
  listServices,
  type PolicyDocument,
  parsePolicy,
  type Statement,
} from '../policy/index.ts';

/** The names that AWS's reports give to services, by prefix. */
const serviceNames: Readonly<Record<string, string>> = {
  iam: 'AWS Identity and Access Management',
  kms: 'AWS Key Management Service',
  cloudtrail: 'AWS CloudTrail',
  s3: 'Amazon S3',
  sts: 'AWS Security Token Service',
};

/** The name that reports give to the service of a prefix. */
export function serviceName(prefix: string): string {
  return serviceNames[prefix] ?? prefix;
}

/** A stored policy, parsed again: it was valid when it was written. */
function parseStored(text: string): PolicyDocument {
  const parsed = parsePolicy(text, 'identity');
  if (!parsed.ok) throw new Error(`A stored policy cannot be read: ${parsed.message}`);
  return parsed.document;
}

function mentions(statement: Statement, action: string): boolean {
  const { negated, values } = statement.action;
  return values.some((pattern) => actionMatches(pattern, action)) !== negated;
}

/** Whether a policy allows an action at all, on whatever resource and condition. */
function allows(document: PolicyDocument, action: string): boolean {
  return document.statements.some(
    (statement) => statement.effect === 'Allow' && mentions(statement, action),
  );
}

/** The actions of a service that policies allow. */
export function grantedActions(texts: readonly string[], service: string): readonly ActionInfo[] {
  const documents = texts.map(parseStored);
  return listActions(service).filter(({ name }) =>
    documents.some((document) => allows(document, name)),
  );
}

/** The services of which policies allow any action, sorted. */
export function grantedServices(texts: readonly string[]): readonly string[] {
  return listServices()
    .filter((service) => grantedActions(texts, service).length > 0)
    .sort();
}
