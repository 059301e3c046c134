import type { JudgedPolicies, JudgedRequest, RawPolicy, RawStatement, Values } from './judge.ts';
import type { Random } from './random.ts';
import { CONTEXT_VALUES, OTHER, OWN } from './random-request.ts';

/** Changes a text by one step: what nearly matches shows more than what is far off. */
function mutated(random: Random, text: string): string {
  const characters = [...text];
  const at = random.below(characters.length + 1);
  const character = characters[at] ?? '';
  switch (random.below(6)) {
    case 0:
      characters.splice(at, 1);
      break;
    case 1:
      characters.splice(at, 0, random.pick(['x', '/', ':', 'A']));
      break;
    case 2:
      characters[at] =
        character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase();
      break;
    case 3:
      return `${text}/`;
    case 4:
      return text.slice(0, -1);
    default:
      characters[at] = random.pick(['z', '0', '-']);
  }
  return characters.join('');
}

/** Puts wildcards into a text so that it still matches itself. */
function wildcarded(random: Random, text: string): string {
  const characters = [...text];
  const at = random.below(characters.length + 1);
  const length = random.below(characters.length - at + 1);
  switch (random.below(5)) {
    case 0:
      return `${characters.slice(0, at).join('')}*`;
    case 1:
      characters.splice(at, 1, '?');
      return characters.join('');
    case 2:
      return `*${characters.slice(at).join('')}`;
    case 3:
      characters.splice(at, 0, '*');
      return characters.join('');
    default:
      characters.splice(at, length, '*');
      return characters.join('');
  }
}

function withVariable(random: Random, text: string, request: JudgedRequest): string {
  const name = request.principal.userName ?? 'ann';
  const variable = random.pick([
    '${aws:username}',
    "${aws:username, 'ann'}",
    '${aws:PrincipalTag/Team}',
    '${aws:PrincipalTag/path}',
    '${AWS:UserName}',
    '${aws:TagKeys}',
    '${*}',
    '${?}',
    '${$}',
    '${aws:username',
    "${aws:missing, 'bob'}",
  ]);
  const position = text.toLowerCase().indexOf(name);
  if (position !== -1 && random.chance(0.7)) {
    return text.slice(0, position) + variable + text.slice(position + name.length);
  }
  const folder = Math.max(text.indexOf('a/x'), text.indexOf('a/*'));
  if (folder !== -1 && random.chance(0.6)) {
    return `${text.slice(0, folder)}\${aws:PrincipalTag/path}${text.slice(folder + 3)}`;
  }
  const literal = text.lastIndexOf('*');
  if (literal !== -1) return `${text.slice(0, literal)}\${*}${text.slice(literal + 1)}`;
  return random.chance(0.5) ? text + variable : text.replace(/[^:/]*$/, variable);
}

/** A pattern near a text: most match it, many just fail to. */
function near(random: Random, text: string, request: JudgedRequest): string {
  const kind = random.next();
  if (kind < 0.2) return text;
  if (kind < 0.55) return wildcarded(random, text);
  if (kind < 0.7) return mutated(random, wildcarded(random, text));
  if (kind < 0.8) return mutated(random, text);
  if (kind < 0.95) return withVariable(random, text, request);
  return '*';
}

function nearAction(random: Random, action: string): string {
  const colon = action.indexOf(':') + 1;
  const kind = random.next();
  if (kind < 0.3) return action;
  if (kind < 0.4) return action.toUpperCase();
  if (kind < 0.5) return '*';
  if (kind < 0.65) return `${action.slice(0, colon)}*`;
  if (kind < 0.85) return action.slice(0, colon) + wildcarded(random, action.slice(colon));
  return mutated(random, action);
}

function oneOrMany(random: Random, make: () => string): Values {
  return random.chance(0.6) ? make() : random.some(1, 3, make);
}

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  's3:max-keys': 'Equals NotEquals LessThan LessThanEquals GreaterThan GreaterThanEquals'
    .split(' ')
    .map((name) => `Numeric${name}`),
  'aws:sourceip': ['IpAddress', 'NotIpAddress'],
  'aws:securetransport': ['Bool'],
  'aws:currenttime': 'Equals NotEquals LessThan LessThanEquals GreaterThan GreaterThanEquals'
    .split(' ')
    .map((name) => `Date${name}`),
  'aws:epochtime': ['DateLessThan', 'DateGreaterThanEquals', 'NumericGreaterThan'],
  'aws:sourcearn': ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
  'aws:principalarn': ['ArnEquals', 'ArnNotLike', 'StringLike'],
  'app:blob': ['BinaryEquals'],
};
const STRING_OPERATORS = ['Equals', 'NotEquals', 'EqualsIgnoreCase', 'NotEqualsIgnoreCase']
  .concat('Like', 'NotLike')
  .map((name) => `String${name}`);

const FURTHER_VALUES: Readonly<Record<string, readonly string[]>> = {
  's3:max-keys': ['10', '010', '10.0', '99.9', '+1.5', '', '12345678901234567891'],
  'aws:sourceip': [
    '203.0.113.0/24',
    '10.0.0.0/8',
    '10.1.2.3',
    '10.1.2.3/31',
    '10.1.2.2',
    '11.0.0.0/8',
    '203.0.112.0/24',
    '2001:db8::',
    '0.0.0.0/0',
    '2001:db8::/32',
    '2001:0db8::1',
    '::ffff:10.0.0.0/104',
    '10.1.2.3/33',
    '::/0',
  ],
  'aws:securetransport': ['true', 'false', 'True', 'yes'],
  'aws:currenttime': [
    '2026-01-02T03:04:05Z',
    '2026-01-02T04:04:05+01:00',
    '2026-01-02',
    '1767323045',
    '2026-02-30',
    '2026-07-01T00:00:00Z',
  ],
  'aws:epochtime': ['0', '1767323045', '2026-01-02T03:04:05Z', '1767323044'],
  'app:blob': ['AQID', 'AQI=', 'AQJ=', 'AQI'],
};

function nearValue(random: Random, key: string, request: JudgedRequest): string {
  const further = FURTHER_VALUES[key];
  if (further !== undefined && random.chance(0.7)) return random.pick(further);
  const known =
    key === 'aws:principalarn'
      ? (request.principal.roleArn ?? request.principal.arn)
      : (request.context[key] ?? random.pick(CONTEXT_VALUES[key] ?? ['x']));
  const text = typeof known === 'string' ? known : (known[0] ?? 'Team');
  return random.chance(0.45) ? text : near(random, text, request);
}

function condition(random: Random, request: JudgedRequest): [string, string, Values] {
  const key = random.pick([...Object.keys(CONTEXT_VALUES), 'aws:principalarn', 'aws:username']);
  if (random.chance(0.08)) return ['Null', key, random.pick(['true', 'false', ['true', 'false']])];
  const isMany = key === 'aws:tagkeys';
  const set = random.chance(isMany ? 0.8 : 0.1) ? random.pick(['ForAllValues', 'ForAnyValue']) : '';
  const base = random.pick(OPERATORS[key] ?? STRING_OPERATORS);
  const operator = `${set === '' ? '' : `${set}:`}${base}${random.chance(0.2) ? 'IfExists' : ''}`;
  const name = random.chance(0.2) ? key.toUpperCase() : key;
  return [operator, name, oneOrMany(random, () => nearValue(random, key, request))];
}

function principalBlock(random: Random, request: JudgedRequest): '*' | Record<string, Values> {
  if (random.chance(0.15)) return '*';
  const { principal: p } = request;
  const names = [p.arn, p.userId, p.roleArn, p.roleId, p.issuerArn, p.issuerId, p.accountId]
    .filter((name) => name !== undefined && name !== '')
    .concat(`arn:aws:iam::${OWN}:root`, OTHER, `arn:aws:iam::${OWN}:user/dev/bob`);
  const name = () => {
    const one = random.pick(names) ?? OWN;
    return random.chance(0.1) ? mutated(random, one) : one;
  };
  if (p.kind === 'service' && random.chance(0.7)) {
    return { Service: random.pick([p.arn, 'sns.amazonaws.com']) };
  }
  if (p.kind === 'web-identity' && random.chance(0.7)) return { Federated: [p.arn] };
  if (random.chance(0.05)) return { CanonicalUser: 'c0ffee'.padEnd(64, '0'), AWS: OTHER };
  return { AWS: random.chance(0.05) ? '*' : random.some(1, 4, name) };
}

function statement(random: Random, request: JudgedRequest, kind: string): RawStatement {
  const made: RawStatement = { Effect: random.chance(0.78) ? 'Allow' : 'Deny' };
  if (kind === 'resource' || kind === 'trust') {
    made[random.chance(0.12) ? 'NotPrincipal' : 'Principal'] = principalBlock(random, request);
  }
  const actions = oneOrMany(random, () => nearAction(random, request.action));
  made[random.chance(0.1) ? 'NotAction' : 'Action'] = actions;
  if (kind !== 'trust') {
    const resources = oneOrMany(random, () => near(random, request.resource, request));
    made[random.chance(0.1) ? 'NotResource' : 'Resource'] = resources;
  }
  const block: Record<string, Record<string, Values>> = {};
  for (let count = random.pick([0, 0, 1, 1, 2]); count > 0; count--) {
    const [operator, key, values] = condition(random, request);
    block[operator] = { ...block[operator], [key]: values };
  }
  if (Object.keys(block).length > 0) made.Condition = block;
  return made;
}

const OLD = [['2008-10-17'], []];
const VERSIONS = [...new Array<string[]>(12).fill(['2012-10-17']), ...OLD];

function policy(random: Random, request: JudgedRequest, kind: string): RawPolicy {
  const Version = random.pick(VERSIONS)[0];
  const Statement = random.some(1, 3, () => statement(random, request, kind));
  return Version === undefined ? { Statement } : { Version, Statement };
}

/** Policies that are about a request, or nearly. */
export function randomPolicies(random: Random, request: JudgedRequest): JudgedPolicies {
  const { kind } = request.principal;
  const make = (of: string) => policy(random, request, of);
  const isTrust = request.action.startsWith('sts:');
  const hasIdentity = kind === 'user' || kind === 'role-session' || kind === 'federated-user';
  const hasSession = kind === 'role-session' || kind === 'federated-user';
  return {
    identity: hasIdentity ? random.some(0, 3, () => make('identity')) : [],
    boundary: hasIdentity && random.chance(0.25) ? make('boundary') : undefined,
    session:
      hasSession && random.chance(0.4) ? random.some(0, 2, () => make('session')) : undefined,
    resource: random.chance(0.55) ? make(isTrust ? 'trust' : 'resource') : undefined,
    isTrust,
    accessControlList: random.chance(0.06) ? random.pick(['account', 'everyone']) : undefined,
    resourceBindsRoot: random.chance(0.2),
  };
}
