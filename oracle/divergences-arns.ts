import type { Divergence } from './divergences.ts';
import {
  mapConditions,
  mapPolicies,
  mapResources,
  mapStatements,
  mapValues,
  type PolicyCase,
} from './policy-case.ts';

const NOTHING = 'arn:aws:s3:::matches-nothing-at-all';
const EVERYTHING = /^(\*+|\**\?\**)$/;

/** The part of an ARN before its fifth colon; all of it when there are fewer. */
function headOf(arn: string): string {
  return arn.split(':').slice(0, 5).join(':');
}

/** The same case with all texts of resources and of condition values changed, and the key itself. */
function mapTexts(one: PolicyCase, change: (text: string) => string): PolicyCase {
  const context = Object.fromEntries(
    Object.entries(one.request.context).map(([key, value]) => [key, mapValues(value, change)]),
  );
  const request = { ...one.request, context, resource: change(one.request.resource) };
  const mapped = mapConditions(mapResources({ ...one, request }, change), (condition) => ({
    ...condition,
    values: mapValues(condition.values, change),
  }));
  return mapped;
}

export const arnDivergences: readonly Divergence[] = [
  {
    name: 'wildcards stop at a newline',
    reason:
      'Its RegExp lacks the s flag: `*` and `?` match no newline, so that a key with one slips ' +
      'past a Deny. A wildcard of IAM stands for any character.',
    without: (one) => mapTexts(one, (text) => text.replaceAll('\n', '_')),
  },
  {
    name: 'a question mark takes half a character',
    reason:
      'Its RegExp lacks the u flag: `?` matches one UTF-16 unit, which is half of an emoji. ' +
      'IAM counts characters.',
    without: (one) => mapTexts(one, (text) => text.replaceAll(/[\u{10000}-\u{10ffff}]/gu, 'e')),
  },
  {
    name: 'a star in the requested resource is a pattern',
    reason:
      'It asks whether some resource that the request matches is allowed. A key of S3 may hold a ' +
      'star, and is one resource.',
    without: (one) => {
      const { resource } = one.request;
      if (resource === '*') return one;
      return { ...one, request: { ...one.request, resource: resource.replaceAll('*', 'x') } };
    },
  },
  {
    name: 'actions without a resource match only a plain star',
    reason:
      'For s3:ListAllMyBuckets it takes `*` alone. The engine matches the text `*`, which `**` ' +
      'and `?` match too.',
    without: (one) =>
      one.request.resource === '*'
        ? mapResources(one, (value) => (EVERYTHING.test(value) ? '*' : NOTHING))
        : one,
  },
  {
    name: 'the first five segments ignore case',
    reason: 'Its RegExp has the i flag there. Resources are compared with their case.',
    without: (one) => mapResources(one, (value) => (/[A-Z]/.test(headOf(value)) ? NOTHING : value)),
  },
  {
    name: 'the first segment is not compared',
    reason: 'It never looks at it: `arnx:aws:s3:::a` matches. The engine compares the whole text.',
    without: (one) =>
      mapResources(one, (value) => (value === '*' || value.startsWith('arn:') ? value : NOTHING)),
  },
  {
    name: 'wildcards before the fifth colon',
    reason:
      'It splits at colons first, so that `arn:aws:s3*` never reaches past one unless it is the ' +
      'last, fills short ARNs up with stars, and takes `?` in a short one as text. A `*` that ' +
      'ends a segment may match past colons.',
    without: (one) =>
      mapResources(one, (value) => {
        if (value === '*') return value;
        const head = headOf(value);
        return /[*?$]/.test(head) || value.split(':').length < 6 ? NOTHING : value;
      }),
  },
  {
    name: 'the product segment of an ARN is plain text',
    reason:
      'Of `user/dev/ann` it takes `user/` as text without wildcards. The engine follows the ' +
      'documented wildcards everywhere behind the fifth colon.',
    without: (one) =>
      mapResources(one, (value) => {
        if (!value.startsWith('arn:aws:iam:')) return value;
        const [product = ''] = value
          .split(':')
          .slice(5)
          .join(':')
          .split(/(?<=[/:])/);
        return /[*?$]/.test(product) || !/[/:]$/.test(product) ? NOTHING : value;
      }),
  },
  {
    name: 'NotResource with an unresolved variable covers nothing',
    reason:
      'It drops the statement. A value whose variable has no value matches nothing, so that ' +
      'NotResource covers what the other values leave; a Deny fails safe.',
    without: (one) =>
      mapStatements(one, ({ NotResource, ...rest }) => ({
        ...rest,
        ...(NotResource === undefined
          ? {}
          : { NotResource: mapValues(NotResource, (value) => value.replaceAll('${', '$')) }),
      })),
  },
  {
    name: 'the version of a policy does not matter',
    reason:
      'It resolves variables in every policy. Before 2012-10-17, or without a Version, ' +
      '`${...}` is text.',
    without: (one) => mapPolicies(one, (policy) => ({ ...policy, Version: '2012-10-17' })),
  },
];
