import type { Values } from '../test/differential/judge.ts';
import type { Divergence } from './divergences.ts';
import { mapConditions, type PolicyCase, type RawCondition } from './policy-case.ts';

const ISO_DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/;
const SHORT_DECIMAL = /^-?(0|[1-9]\d{0,14})$|^-?(0|[1-9]\d{0,7})\.\d{1,6}$/;
const IPV4_RANGE = /^(\d{1,3}\.){3}\d{1,3}(\/\d{1,2})?$/;
const ARN = /^arn:([^:]*:){4}/;

function valuesOf(values: Values | undefined): readonly string[] {
  if (values === undefined) return [];
  return typeof values === 'string' ? [values] : values;
}

/** What a condition compares: its own values and those of the request. */
function compared(one: PolicyCase, { key, values }: RawCondition): readonly string[] {
  return [...valuesOf(values), ...valuesOf(one.request.context[key.toLowerCase()])];
}

/** Leaves conditions of a family out that compare anything but plain values. */
function plainOnly(one: PolicyCase, family: RegExp, isPlain: (value: string) => boolean) {
  return mapConditions(one, (condition) => {
    if (!family.test(condition.operator)) return condition;
    return compared(one, condition).every(isPlain) ? condition : undefined;
  });
}

/** Leaves conditions out that a test finds. */
function leaveOut(one: PolicyCase, test: (condition: RawCondition) => boolean): PolicyCase {
  return mapConditions(one, (condition) => (test(condition) ? undefined : condition));
}

export const conditionDivergences: readonly Divergence[] = [
  {
    name: 'dates are read by Date.parse',
    reason:
      'Epoch seconds count as milliseconds, and whatever Date.parse understands is a date (also ' +
      '30 February). IAM takes ISO 8601 and epoch seconds.',
    without: (one) => plainOnly(one, /Date/, (value) => ISO_DATE.test(value)),
  },
  {
    name: 'numbers are read by parseInt',
    reason:
      '"5abc" is 5, and long numbers are rounded. A Numeric operator wants a decimal number, all ' +
      'of it.',
    without: (one) => plainOnly(one, /Numeric/, (value) => SHORT_DECIMAL.test(value)),
  },
  {
    name: 'addresses are compared as text',
    reason:
      'IPv6 without a range is compared as text, IPv4 within IPv6 is not recognized, an address ' +
      'that cannot be read satisfies neither operator. Addresses are numbers.',
    without: (one) =>
      plainOnly(
        one,
        /IpAddress/,
        (value) => IPV4_RANGE.test(value) && !/(^|\.)0\d/.test(value) && !/\/3[3-9]/.test(value),
      ),
  },
  {
    name: 'the range of all addresses holds one',
    reason: 'It shifts 32 bits by 32, which moves nothing: 0.0.0.0/0 is 0.0.0.0/32 to it.',
    without: (one) => plainOnly(one, /IpAddress/, (value) => !value.endsWith('/0')),
  },
  {
    name: 'ARNs of condition values are cut at every colon',
    reason:
      'What is no ARN satisfies neither ArnLike nor ArnNotLike, and a variable that holds colons ' +
      'stays in its segment. A negated operator asks only that no value matches.',
    without: (one) => plainOnly(one, /Arn/, (value) => ARN.test(value) && !value.includes('${')),
  },
  {
    name: 'negated operators fail with an unresolved variable',
    reason:
      'A value whose variable has no value makes StringNotEquals false, so that a Deny is passed. ' +
      'It matches nothing, and a negated operator holds when nothing matches.',
    without: (one) =>
      leaveOut(
        one,
        ({ operator, values }) =>
          operator.includes('Not') && valuesOf(values).some((value) => value.includes('${')),
      ),
  },
  {
    name: 'a variable with an empty value is unresolved',
    reason: 'It takes the empty text for no value. A key that is there and empty is there.',
    without: (one) =>
      leaveOut(one, ({ values }) =>
        valuesOf(values).some((value) => /\$\{aws:referer|\$\{s3:prefix/i.test(value)),
      ),
  },
  {
    name: 'IfExists does not reach set operators',
    reason:
      'ForAnyValue:...IfExists fails for a missing key. IfExists makes an element true when the ' +
      'key is missing, whatever the operator.',
    without: (one) => leaveOut(one, ({ operator }) => /^ForAnyValue:.*IfExists$/.test(operator)),
  },
  {
    name: 'a key with an empty list is present',
    reason: 'A multi-valued key without a value is missing (IAM user guide, set operators).',
    without: (one) => {
      const entries = Object.entries(one.request.context);
      const context = Object.fromEntries(
        entries.filter(([, value]) => typeof value === 'string' || value.length > 0),
      );
      return { ...one, request: { ...one.request, context } };
    },
  },
  {
    name: 'a multi-valued key needs a set operator',
    reason:
      'Without one the condition is false, and true when it is negated. AWS does not say; the ' +
      'engine takes any of the values, and none of them when negated.',
    without: (one) =>
      leaveOut(
        one,
        ({ operator, key }) =>
          !operator.includes(':') && operator !== 'Null' && key.toLowerCase() === 'aws:tagkeys',
      ),
  },
];
