import type { JWTPayload } from 'jose';
import type { WebIdentity } from '../../identity/web-identity.ts';
import { actionInfo, compileGlob, matchGlob } from '../../policy/index.ts';
import type { OidcProvider } from '../../store/identities.ts';

/** Claims of every provider that conditions can ask for, besides `aud` and `oaud`. */
const standardClaims = ['amr', 'email', 'sub'];

const tagsClaim = 'https://aws.amazon.com/tags';
const sourceIdentityClaim = 'https://aws.amazon.com/source_identity';

/**
 * Reads the claims of a verified token ("Available keys for AWS OIDC federation" in the IAM user
 * guide). Claims beyond the standard ones count where AWS's service reference lists them for the
 * provider, such as `token.actions.githubusercontent.com:repository`.
 * @param audiences the token's, and which of them was accepted first
 */
export function readClaims(
  payload: JWTPayload,
  { arn: providerArn, url: provider }: OidcProvider,
  { all, accepted }: { readonly all: readonly string[]; readonly accepted: string },
): WebIdentity {
  const facts = new Map<string, string | readonly string[]>();
  const host = provider.toLowerCase();
  for (const [name, value] of Object.entries(payload)) {
    const fact = factOf(value);
    if (fact === undefined) continue;
    if (standardClaims.includes(name) || isListed(provider, name)) {
      facts.set(`${host}:${name.toLowerCase()}`, fact);
    }
  }
  facts.set(`${host}:aud`, accepted);
  const [only] = all;
  facts.set(`${host}:oaud`, all.length === 1 && only !== undefined ? only : all);
  return {
    providerArn,
    provider,
    subject: payload.sub ?? '',
    audience: accepted,
    facts,
    ...readTags(payload[tagsClaim]),
    sourceIdentity: readText(payload[sourceIdentityClaim]),
  };
}

function factOf(value: unknown): string | readonly string[] | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return isTexts(value) ? value : undefined;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

const listedKeys = (actionInfo('sts:AssumeRoleWithWebIdentity')?.conditionKeys ?? []).map(
  ({ name }) => compileGlob(name),
);

function isListed(provider: string, claim: string): boolean {
  return listedKeys.some((key) => matchGlob(key, `${provider}:${claim}`));
}

/** `{"principal_tags": {"Team": ["blue"]}, "transitive_tag_keys": ["Team"]}`. */
function readTags(claim: unknown): Pick<WebIdentity, 'tags' | 'transitiveTagKeys'> {
  const given = membersOf(claim);
  const tags = [...membersOf(given.get('principal_tags'))].flatMap(([key, values]) => {
    const value = isTexts(values) ? values[0] : readText(values);
    return value === undefined ? [] : [{ key, value }];
  });
  const keys = given.get('transitive_tag_keys');
  return { tags, transitiveTagKeys: isTexts(keys) ? keys : [] };
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}
