import type { RoutingRule } from '@aws-sdk/client-s3';
import { isMapping, type Mapping, text, type ValueReader } from './value-readers.ts';

const conditionMembers = ['HttpErrorCodeReturnedEquals', 'KeyPrefixEquals'] as const;
const redirectMembers = [
  'HostName',
  'HttpRedirectCode',
  'ReplaceKeyPrefixWith',
  'ReplaceKeyWith',
] as const;

/** A routing rule, its members named as AWS does or in snake_case. */
export const routingRule: ValueReader<RoutingRule> = {
  expectation: 'a routing rule with a redirect, and a condition or none',
  read: (value) => {
    const rule = isMapping(value) ? withAwsNames(value) : undefined;
    if (rule === undefined || !isMapping(rule.Redirect)) return undefined;
    if (rule.Condition !== undefined && !isMapping(rule.Condition)) return undefined;
    const protocol = rule.Redirect.Protocol;
    if (protocol !== undefined && protocol !== 'http' && protocol !== 'https') return undefined;
    return {
      ...(rule.Condition === undefined
        ? {}
        : { Condition: textsOf(rule.Condition, conditionMembers) }),
      Redirect: {
        ...textsOf(rule.Redirect, redirectMembers),
        ...(protocol === undefined ? {} : { Protocol: protocol }),
      },
    };
  },
};

function textsOf<Name extends string>(
  from: Mapping,
  names: readonly Name[],
): { [K in Name]?: string } {
  const texts: { [K in Name]?: string } = {};
  for (const name of names) {
    const value = text.read(from[name]);
    if (value !== undefined) texts[name] = value;
  }
  return texts;
}

function withAwsNames(value: Mapping): Mapping {
  const members = Object.entries(value).map(([name, member]) => [
    name.replace(/(^|_)([a-z])/g, (_match, _start, letter: string) => letter.toUpperCase()),
    isMapping(member) ? withAwsNames(member) : member,
  ]);
  return Object.fromEntries(members);
}
