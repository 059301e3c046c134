import type { Caller } from '../identity/caller.ts';
import type { DecisionRecord } from '../operation/authorize.ts';
import { type CompiledPolicy, contextKeysOf, type Decision } from '../policy/index.ts';
import { lastQuoted, quoted, textOnce } from './json-text.ts';

/** One decision of a request: a request may need several, such as each key of DeleteObjects. */
export interface TrailDecision {
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  /** `explicit-allow`, `explicit-deny`, `implicit-deny`, `root`, `access-control-list`. */
  readonly reason: string;
  /** Of an implicit deny: the kind of policy that lacked an Allow. */
  readonly lacking?: string;
  /** The policy whose statement decided, and which statement, counted from 1. */
  readonly policy?: string;
  readonly statement?: string;
  /** The facts that the caller's policies ask for, by lower-case key. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

const actionText = lastQuoted();

/** A `TrailDecision` as JSON. */
export function decisionText({ request, decision, refused, caller }: DecisionRecord): string {
  return (
    `{"action":${actionText(request.action)},"resource":${quoted(request.resource)},` +
    `"allowed":${refused ? 'false' : 'true'},${reasonText(decision)}` +
    `${contextText(request, caller)}}`
  );
}

/** Decisions are made with the policies that they follow from, and come again and again. */
const reasonText = textOnce(({ reason }: Decision): string => {
  const type = `"reason":${quoted(reason.type)}`;
  if (reason.type === 'implicit-deny') return `${type},"lacking":${quoted(reason.lacking)}`;
  if (reason.type !== 'explicit-allow' && reason.type !== 'explicit-deny') return type;
  const { policy, statement } = reason;
  const name = policy.arn ?? policy.name ?? policy.attachedTo ?? policy.kind;
  const which = statement.sid || String(statement.index + 1);
  return `${type},"policy":${quoted(name)},"statement":${quoted(which)}`;
});

/** Kept of listings even where no policy asks: from them a narrower policy can be made. */
const listings = new Set(['s3:ListBucket', 's3:ListBucketVersions']);
const listingKeys = ['s3:prefix', 's3:delimiter'];

/** Facts that a record keeps in its own members. */
const kept = new Set(['aws:sourceip', 'aws:useragent', 'aws:currenttime', 'aws:epochtime']);

function contextText(request: DecisionRecord['request'], caller: Caller): string {
  const context: Record<string, string | readonly string[]> = {};
  let found = false;
  const note = (key: string) => {
    const value = request.context(key);
    if (value === undefined) return;
    context[key] = value;
    found = true;
  };
  if (listings.has(request.action)) for (const key of listingKeys) note(key);
  const policies = caller.credential?.policies.identity;
  if (policies !== undefined) for (const key of askedBy(policies)) note(key);
  return found ? `,"context":${JSON.stringify(context)}` : '';
}

const askedKeys = new WeakMap<readonly CompiledPolicy[], readonly string[]>();

/** The keys that policies ask for; they are asked with every request of their holders. */
function askedBy(policies: readonly CompiledPolicy[]): readonly string[] {
  const known = askedKeys.get(policies);
  if (known !== undefined) return known;
  const all = policies.flatMap(({ document }) => contextKeysOf(document));
  const keys = new Set(all.map((key) => key.toLowerCase()).filter((key) => !kept.has(key)));
  askedKeys.set(policies, [...keys]);
  return [...keys];
}
