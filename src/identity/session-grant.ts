import type { Tag } from '../store/identities.ts';
import type { SessionGrant } from './session-token.ts';

/** The JSON of a session token is not what this release writes. */
class GrantFault extends Error {}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new GrantFault();
}

function optionalText(value: unknown): string | undefined {
  return value === undefined ? undefined : text(value);
}

function time(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new GrantFault();
}

function list<T>(value: unknown, read: (item: unknown) => T): T[] {
  if (Array.isArray(value)) return value.map(read);
  throw new GrantFault();
}

function members(value: unknown): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new GrantFault();
  return new Map(Object.entries(value));
}

function tag(value: unknown): Tag {
  const fields = members(value);
  return { key: text(fields.get('key')), value: text(fields.get('value')) };
}

function kind(value: unknown): SessionGrant['kind'] {
  if (value === 'assumed-role' || value === 'federated-user' || value === 'session-token') {
    return value;
  }
  throw new GrantFault();
}

/**
 * Reads what a session token carries.
 * @throws SyntaxError, GrantFault for anything but a grant
 */
export function readSessionGrant(json: string): SessionGrant {
  const fields = members(JSON.parse(json));
  const context = [...members(fields.get('context'))];
  return {
    kind: kind(fields.get('kind')),
    accessKeyId: text(fields.get('accessKeyId')),
    secretAccessKey: text(fields.get('secretAccessKey')),
    accountId: text(fields.get('accountId')),
    principalId: text(fields.get('principalId')),
    sessionName: text(fields.get('sessionName')),
    issuedAtMs: time(fields.get('issuedAtMs')),
    expiresAtMs: time(fields.get('expiresAtMs')),
    policy: optionalText(fields.get('policy')),
    policyArns: list(fields.get('policyArns'), text),
    tags: list(fields.get('tags'), tag),
    transitiveTagKeys: list(fields.get('transitiveTagKeys'), text),
    sourceIdentity: optionalText(fields.get('sourceIdentity')),
    federatedProvider: optionalText(fields.get('federatedProvider')),
    chained: fields.get('chained') === true,
    context: Object.fromEntries(context.map(([key, value]) => [key, text(value)])),
  };
}
