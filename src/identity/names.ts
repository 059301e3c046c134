/**
 * The rules of names and other texts that IAM takes: the patterns and lengths of its API reference.
 * Whole texts are meant; an operation's declaration turns a refusal into AWS's ValidationError.
 */

const nameCharacters = /^[\w+=,.@-]+$/;
const pathForm = /^(?:\/|\/[\u0021-\u007e]+\/)$/;
const textForm = /^[\t\n\r\u0020-\u007e\u00a1-\u00ff]*$/;
const tagCharacters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const pathPrefixForm = /^\/[\u0021-\u007f]*$/;
const sessionNameForm = /^[\w+=,.@-]{2,64}$/;
const federatedNameForm = /^[\w+=,.@-]{2,32}$/;
const aliasForm = /^[a-z0-9](?:[a-z0-9]|-(?!-)){1,61}[a-z0-9]$/;

export const userNameLengthLimit = 64;
export const roleNameLengthLimit = 64;
export const groupNameLengthLimit = 128;
export const policyNameLengthLimit = 128;
export const instanceProfileNameLengthLimit = 128;
export const pathLengthLimit = 512;
export const descriptionLengthLimit = 1_000;
export const tagKeyLengthLimit = 128;
export const tagValueLengthLimit = 256;

function isName(text: string, lengthLimit: number): boolean {
  return text.length <= lengthLimit && nameCharacters.test(text);
}

/** CreateUser: `[\w+=,.@-]+`, 64 characters. */
export function isUserName(text: string): boolean {
  return isName(text, userNameLengthLimit);
}

/** CreateGroup: `[\w+=,.@-]+`, 128 characters. */
export function isGroupName(text: string): boolean {
  return isName(text, groupNameLengthLimit);
}

/** CreateRole: `[\w+=,.@-]+`, 64 characters. */
export function isRoleName(text: string): boolean {
  return isName(text, roleNameLengthLimit);
}

/** Managed and inline policies alike. */
export function isPolicyName(text: string): boolean {
  return isName(text, policyNameLengthLimit);
}

/** CreateInstanceProfile: `[\w+=,.@-]+`, 128 characters. */
export function isInstanceProfileName(text: string): boolean {
  return isName(text, instanceProfileNameLengthLimit);
}

/** A slash alone, or printable ASCII between two slashes. */
export function isPath(text: string): boolean {
  return text.length <= pathLengthLimit && pathForm.test(text);
}

/** Begins with a slash; unlike a path it need not end in one. */
export function isPathPrefix(text: string): boolean {
  return text.length <= pathLengthLimit && pathPrefixForm.test(text);
}

/** Descriptions of roles and policies. */
export function isDescription(text: string): boolean {
  return text.length <= descriptionLengthLimit && textForm.test(text);
}

/** `aws:` at the start of a tag key is AWS's own, in any case. */
export function isReservedTagKey(key: string): boolean {
  return /^aws:/i.test(key);
}

/** 1 to 128 letters, digits, separators and `_.:/=+-@` of any script. */
export function isTagKey(key: string): boolean {
  return key.length >= 1 && key.length <= tagKeyLengthLimit && tagCharacters.test(key);
}

/** 0 to 256 letters, digits, separators and `_.:/=+-@` of any script. */
export function isTagValue(value: string): boolean {
  return value.length <= tagValueLengthLimit && tagCharacters.test(value);
}

/** The RoleSessionName and SourceIdentity of STS. */
export function isSessionName(text: string): boolean {
  return sessionNameForm.test(text);
}

/** The Name of GetFederationToken. */
export function isFederatedUserName(text: string): boolean {
  return federatedNameForm.test(text);
}

/** 3 to 63 lower-case letters, digits and single hyphens inside. */
export function isAccountAlias(text: string): boolean {
  return aliasForm.test(text) && !/^\d{12}$/.test(text);
}

/** Twelve digits. */
export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}

/** 16 to 128 letters, digits and underscores, as the API takes access key ids. */
export function isAccessKeyId(text: string): boolean {
  return /^\w{16,128}$/.test(text);
}
