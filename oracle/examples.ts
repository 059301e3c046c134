import type {
  JudgedPrincipal,
  RawPolicy,
  RawStatement,
  Values,
} from '../test/differential/judge.ts';
import type { PolicyCase } from './policy-case.ts';
import type { Outcome } from './second-opinion.ts';

/** The smallest case that shows a divergence, and what each side says. */
export interface Example {
  readonly one: PolicyCase;
  readonly own: Outcome;
  readonly other: Outcome;
}

const OWN = '111122223333';
const user: JudgedPrincipal = {
  kind: 'user',
  arn: `arn:aws:iam::${OWN}:user/dev/ann`,
  accountId: OWN,
  userId: 'AIDAANN',
  userName: 'ann',
};
const session: JudgedPrincipal = {
  kind: 'role-session',
  arn: `arn:aws:sts::${OWN}:assumed-role/App/s1`,
  accountId: OWN,
  userId: 'AROAAPP:s1',
  roleArn: `arn:aws:iam::${OWN}:role/svc/App`,
  roleId: 'AROAAPP',
};
const federated: JudgedPrincipal = {
  kind: 'federated-user',
  arn: `arn:aws:sts::${OWN}:federated-user/fay`,
  accountId: OWN,
  userId: `${OWN}:fay`,
  issuerArn: `arn:aws:iam::${OWN}:user/ann`,
  issuerId: 'AIDAANN',
};
const root: JudgedPrincipal = {
  kind: 'root',
  arn: `arn:aws:iam::${OWN}:root`,
  accountId: OWN,
  userId: OWN,
  canonicalUserId: 'c0ffee',
};
const logging: JudgedPrincipal = {
  kind: 'service',
  arn: 'logging.s3.amazonaws.com',
  accountId: '',
  userId: '',
};

const object = 'arn:aws:s3:::pics/a/b';

interface Given {
  readonly principal?: JudgedPrincipal;
  readonly action?: string;
  readonly resource?: string;
  readonly context?: Readonly<Record<string, Values>>;
  readonly version?: string;
  readonly identity?: readonly RawStatement[];
  readonly session?: readonly RawStatement[];
  readonly bucket?: readonly RawStatement[];
}

function policy(Statement: readonly RawStatement[], Version = '2012-10-17'): RawPolicy {
  return { Version, Statement };
}

function example(own: Outcome, other: Outcome, given: Given): Example {
  const { principal = user, action = 's3:GetObject', resource = object, context = {} } = given;
  const { identity = [], session: sessionPolicy, bucket, version } = given;
  return {
    own,
    other,
    one: {
      request: { action, resource, resourceAccountId: OWN, principal, context },
      policies: {
        identity: identity.length === 0 ? [] : [policy(identity, version)],
        session: sessionPolicy && [policy(sessionPolicy)],
        resource: bucket && policy(bucket),
        isTrust: false,
        resourceBindsRoot: true,
      },
    },
  };
}

function allow(Resource: Values, Action: Values = 's3:*'): RawStatement {
  return { Effect: 'Allow', Action, Resource };
}

/** An Allow under one condition. */
function when(operator: string, key: string, values: Values): RawStatement {
  return { ...allow('*'), Condition: { [operator]: { [key]: values } } };
}

function grant(AWS: Values): RawStatement {
  return { Effect: 'Allow', Principal: { AWS }, Action: 's3:*', Resource: 'arn:aws:s3:::pics/*' };
}

const denied: RawStatement = { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::pics/*' };

/** One example for each divergence, by its name. */
export const examples: Readonly<Record<string, Example>> = {
  'wildcards stop at a newline': example('deny', 'allow', {
    resource: 'arn:aws:s3:::pics/a\nb',
    identity: [allow('*'), denied],
  }),
  'a question mark takes half a character': example('allow', 'none', {
    resource: 'arn:aws:s3:::pics/😀',
    identity: [allow('arn:aws:s3:::pics/?')],
  }),
  'a star in the requested resource is a pattern': example('none', 'allow', {
    resource: 'arn:aws:s3:::pics/a*',
    identity: [allow('arn:aws:s3:::pics/ab')],
  }),
  'actions without a resource match only a plain star': example('allow', 'none', {
    action: 's3:ListAllMyBuckets',
    resource: '*',
    identity: [allow('?')],
  }),
  'the first five segments ignore case': example('none', 'allow', {
    identity: [allow('arn:aws:S3:::pics/*')],
  }),
  'the first segment is not compared': example('none', 'allow', {
    identity: [allow('arnx:aws:s3:::pics/*')],
  }),
  'wildcards before the fifth colon': example('allow', 'none', {
    identity: [allow('arn:*:pics/a/b:*'), allow('arn:aws:*:pics/a/b')],
  }),
  'the product segment of an ARN is plain text': example('allow', 'none', {
    action: 'iam:GetUser',
    resource: user.arn,
    identity: [allow(`arn:aws:iam::${OWN}:us*/dev/ann`, 'iam:*')],
  }),
  'NotResource with an unresolved variable covers nothing': example('deny', 'allow', {
    identity: [
      allow('*'),
      {
        Effect: 'Deny',
        Action: 's3:*',
        NotResource: 'arn:aws:s3:::pics/${aws:PrincipalTag/Team}/*',
      },
    ],
  }),
  'the version of a policy does not matter': example('none', 'allow', {
    resource: 'arn:aws:s3:::pics/ann',
    version: '2008-10-17',
    identity: [allow('arn:aws:s3:::pics/${aws:username}')],
  }),
  'dates are read by Date.parse': example('none', 'allow', {
    context: { 'aws:currenttime': '2026-01-02T03:04:05Z' },
    identity: [when('DateGreaterThan', 'aws:CurrentTime', '1900000000')],
  }),
  'numbers are read by parseInt': example('none', 'allow', {
    action: 's3:ListBucket',
    resource: 'arn:aws:s3:::pics',
    context: { 's3:max-keys': '5abc' },
    identity: [when('NumericEquals', 's3:max-keys', '5')],
  }),
  'addresses are compared as text': example('allow', 'none', {
    context: { 'aws:sourceip': '2001:DB8:0:0::1' },
    identity: [when('IpAddress', 'aws:SourceIp', '2001:db8::1')],
  }),
  'the range of all addresses holds one': example('allow', 'none', {
    context: { 'aws:sourceip': '10.1.2.3' },
    identity: [when('IpAddress', 'aws:SourceIp', '0.0.0.0/0')],
  }),
  'ARNs of condition values are cut at every colon': example('allow', 'none', {
    context: { 'aws:sourcearn': 'no-arn' },
    identity: [when('ArnNotLike', 'aws:SourceArn', 'arn:aws:s3:::pics')],
  }),
  'negated operators fail with an unresolved variable': example('deny', 'allow', {
    context: { 'aws:referer': 'https://example.com' },
    identity: [
      allow('*'),
      {
        ...denied,
        Condition: { StringNotEquals: { 'aws:Referer': '${aws:PrincipalTag/Team}' } },
      },
    ],
  }),
  'a variable with an empty value is unresolved': example('allow', 'none', {
    resource: 'arn:aws:s3:::pics/x',
    context: { 'aws:referer': '', 'aws:sourcearn': '' },
    identity: [when('StringEquals', 'aws:SourceArn', '${aws:Referer}')],
  }),
  'IfExists does not reach set operators': example('allow', 'none', {
    identity: [when('ForAnyValue:StringEqualsIfExists', 'aws:TagKeys', 'Team')],
  }),
  'a key with an empty list is present': example('allow', 'none', {
    context: { 'aws:tagkeys': [] },
    identity: [when('Null', 'aws:TagKeys', 'true')],
  }),
  'a multi-valued key needs a set operator': example('allow', 'none', {
    context: { 'aws:tagkeys': ['Team'] },
    identity: [when('StringEquals', 'aws:TagKeys', 'Team')],
  }),
  'the root user has no rights of its own': example('allow', 'none', { principal: root }),
  'session policies limit a grant to the session itself': example('allow', 'none', {
    principal: session,
    session: [allow('arn:aws:s3:::other/*')],
    bucket: [grant(session.arn)],
  }),
  'roles are named without their path': example('none', 'allow', {
    principal: session,
    bucket: [grant(`arn:aws:iam::${OWN}:role/app`)],
  }),
  'federated users belong to the user of the same name': example('allow', 'none', {
    principal: federated,
    bucket: [grant(`arn:aws:iam::${OWN}:user/ann`)],
  }),
  'unique ids name nobody': example('allow', 'none', { bucket: [grant('AIDAANN')] }),
  'a service may stand among AWS principals': example('none', 'allow', {
    principal: logging,
    bucket: [grant(logging.arn)],
  }),
  'one name in NotPrincipal spares': example('deny', 'allow', {
    identity: [allow('*')],
    bucket: [
      {
        Effect: 'Deny',
        NotPrincipal: { AWS: user.arn },
        Action: 's3:*',
        Resource: 'arn:aws:s3:::pics/*',
      },
    ],
  }),
  'canonical user ids name nobody': example('deny', 'allow', {
    principal: { ...user, canonicalUserId: 'c0ffee'.padEnd(64, '0') },
    identity: [allow('*')],
    bucket: [{ ...denied, Principal: { CanonicalUser: 'c0ffee'.padEnd(64, '0') } }],
  }),
};
