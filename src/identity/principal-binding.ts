import { type JsonString, type JsonValue, parseJson } from '../policy/document/json.ts';
import { parseIamArn } from './arns.ts';

/** What is known of principals when a policy that names them is written or shown. */
export interface PrincipalNames {
  /** The unique id of the user or role that has exactly that ARN now. */
  idOf(arn: string): Promise<string | undefined>;
  /** The ARN that a user or role of that unique id has now. */
  arnOf(id: string): Promise<string | undefined>;
}

export type BoundPolicy =
  | { readonly outcome: 'bound'; readonly text: string }
  /** No user or role has that ARN: AWS refuses such a policy. */
  | { readonly outcome: 'unknown-principal'; readonly arn: string };

const uniqueIdForm = /^(?:AIDA|AROA)[A-Z2-7]{17}$/;

/** The members of that name of an object; several, for a text that was never validated. */
function membersNamed(value: JsonValue, ...names: readonly string[]): JsonValue[] {
  if (value.type !== 'object') return [];
  return value.members
    .filter((member) => names.includes(member.name.value))
    .map((member) => member.value);
}

function itemsOf(value: JsonValue): readonly JsonValue[] {
  return value.type === 'array' ? value.items : [value];
}

/** The texts under Statement / Principal or NotPrincipal / AWS, in their order. */
function principalTexts(text: string): JsonString[] {
  const parsed = parseJson(text);
  if (!parsed.ok) return [];
  return membersNamed(parsed.value, 'Statement')
    .flatMap(itemsOf)
    .flatMap((statement) => membersNamed(statement, 'Principal', 'NotPrincipal'))
    .flatMap((principal) => membersNamed(principal, 'AWS'))
    .flatMap(itemsOf)
    .filter((value) => value.type === 'string');
}

/** Replaces strings of a JSON text and leaves every other byte as it is. */
function splice(text: string, replacements: ReadonlyMap<JsonString, string>): string {
  let spliced = '';
  let copied = 0;
  for (const [{ start, end }, value] of replacements) {
    spliced += text.slice(copied, start) + JSON.stringify(value);
    copied = end;
  }
  return spliced + text.slice(copied);
}

/**
 * Puts unique ids in place of the ARNs of users and roles in a bucket or trust policy, so that a
 * grant does not pass to a namesake who is made after a deletion ("AWS JSON policy elements:
 * Principal"). Accounts and sessions stay as they are. The text must be a valid policy.
 */
export async function bindPrincipals(text: string, names: PrincipalNames): Promise<BoundPolicy> {
  const replacements = new Map<JsonString, string>();
  for (const json of principalTexts(text)) {
    const kind = parseIamArn(json.value)?.kind;
    if (kind !== 'user' && kind !== 'role') continue;
    const id = await names.idOf(json.value);
    if (id === undefined) return { outcome: 'unknown-principal', arn: json.value };
    replacements.set(json, id);
  }
  return { outcome: 'bound', text: splice(text, replacements) };
}

/** The opposite: each unique id becomes the ARN of today; ids of the deleted stay to be seen. */
export async function showPrincipals(text: string, names: PrincipalNames): Promise<string> {
  const replacements = new Map<JsonString, string>();
  for (const json of principalTexts(text)) {
    const arn = uniqueIdForm.test(json.value) ? await names.arnOf(json.value) : undefined;
    if (arn !== undefined) replacements.set(json, arn);
  }
  return splice(text, replacements);
}
