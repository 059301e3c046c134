import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  compilePolicy,
  decide,
  listActions,
  type PolicySet,
  type Principal,
  parsePolicy,
} from '../policy/index.ts';
import { customRole } from './custom-role.ts';
import { type GrantPlace, grantPolicy } from './grant-policy.ts';
import type { RoleTemplate } from './role-template.ts';
import { extras, roleTemplates } from './role-templates.ts';

const accountId = '111122223333';
const principal: Principal = {
  kind: 'user',
  arn: `arn:aws:iam::${accountId}:user/strongroom/site`,
  accountId,
  userId: 'AIDAEXAMPLEEXAMPLE123',
  userName: 'site',
};

/** Every kind of thing that a request can be about, by the names of the tables below. */
const resources = {
  bucket: 'arn:aws:s3:::site',
  object: 'arn:aws:s3:::site/index.html',
  folder: 'arn:aws:s3:::site/blog/',
  inFolder: 'arn:aws:s3:::site/blog/post.html',
  beside: 'arn:aws:s3:::site/blog-old/post.html',
  otherBucket: 'arn:aws:s3:::site2',
  objectOfOther: 'arn:aws:s3:::site2/index.html',
  user: `arn:aws:iam::${accountId}:user/strongroom/site`,
  group: `arn:aws:iam::${accountId}:group/strongroom/site`,
  policy: `arn:aws:iam::${accountId}:policy/strongroom/site-site-publisher`,
  role: `arn:aws:iam::${accountId}:role/admin`,
  everything: '*',
} as const;
type ResourceName = keyof typeof resources;

const everyAction = [...listActions('s3'), ...listActions('iam'), ...listActions('sts')];
const place: GrantPlace = { partition: 'aws', bucket: 'site', prefix: undefined, networks: [] };

type Facts = Readonly<Record<string, string>>;

function policiesOf(text: string): PolicySet {
  const parsed = parsePolicy(text, 'identity', { managed: true });
  assert.ok(parsed.ok, text);
  return { identity: [compilePolicy(parsed.document, { kind: 'managed' })] };
}

/** All that a policy allows, as `action resource`, sorted. */
function allowedBy(text: string, facts: Facts): string[] {
  const policies = policiesOf(text);
  const names: readonly ResourceName[] = Object.keys(resources).filter(isResourceName);
  return everyAction
    .flatMap(({ name: action }) =>
      names
        .filter((name) => {
          const context = (key: string) => facts[key];
          const resource = resources[name];
          const request = { action, resource, resourceAccountId: accountId, principal, context };
          return decide(request, policies).allowed;
        })
        .map((name) => `${action} ${name}`),
    )
    .sort();
}

function isResourceName(name: string): name is ResourceName {
  return name in resources;
}

function templateOf(name: string): RoleTemplate {
  const template = roleTemplates.find((one) => one.name === name);
  assert.ok(template);
  return template;
}

function withExtras(name: string, ...added: string[]): RoleTemplate {
  const template = templateOf(name);
  const more = extras.filter((one) => added.includes(one.name));
  assert.equal(more.length, added.length);
  const statements = [...template.statements, ...more.map(({ statement }) => statement)];
  return { ...template, statements };
}

/** A line of a table: an action, and on which of the resources it is allowed. */
type Table = Readonly<Record<string, readonly ResourceName[]>>;

function rowsOf(table: Table): string[] {
  return Object.entries(table)
    .flatMap(([action, names]) => names.map((name) => `${action} ${name}`))
    .sort();
}

/** Every object of the bucket. */
const objects = ['object', 'folder', 'inFolder', 'beside'] as const;
const readWrite: Table = {
  's3:ListBucket': ['bucket'],
  's3:GetObject': objects,
  's3:PutObject': objects,
  's3:DeleteObject': objects,
  's3:AbortMultipartUpload': objects,
};

/** What each role may do, written by hand: everything else of S3, IAM and STS is refused. */
const expected: Readonly<Record<string, Table>> = {
  'site-publisher': readWrite,
  'rails-app': readWrite,
  'ci-deployer': {
    ...readWrite,
    's3:GetBucketWebsite': ['bucket'],
    's3:PutBucketWebsite': ['bucket'],
  },
  'read-only': { 's3:ListBucket': ['bucket'], 's3:GetObject': objects },
  'backup-writer': {
    's3:ListBucket': ['bucket'],
    's3:PutObject': objects,
    's3:AbortMultipartUpload': objects,
    's3:ListMultipartUploadParts': objects,
  },
};

/** The same for a grant that is held to blog/; listing is allowed only with the prefix. */
const folderObjects = ['folder', 'inFolder'] as const;
const folderReadWrite: Table = {
  's3:ListBucket': ['bucket'],
  's3:GetObject': folderObjects,
  's3:PutObject': folderObjects,
  's3:DeleteObject': folderObjects,
  's3:AbortMultipartUpload': folderObjects,
};
const expectedInFolder: Readonly<Record<string, Table>> = {
  'site-publisher': folderReadWrite,
  'rails-app': folderReadWrite,
  'ci-deployer': folderReadWrite,
  'read-only': { 's3:ListBucket': ['bucket'], 's3:GetObject': folderObjects },
  'backup-writer': {
    's3:ListBucket': ['bucket'],
    's3:PutObject': folderObjects,
    's3:AbortMultipartUpload': folderObjects,
    's3:ListMultipartUploadParts': folderObjects,
  },
};

describe('each role is allowed exactly its work, out of every action of S3, IAM and STS', () => {
  test('the tables name every role, and the catalogue is whole', () => {
    assert.deepEqual(
      Object.keys(expected),
      roleTemplates.map(({ name }) => name),
    );
    assert.deepEqual(Object.keys(expectedInFolder), Object.keys(expected));
    assert.ok(listActions('s3').length >= 150 && listActions('iam').length >= 150);
  });

  for (const [name, table] of Object.entries(expected)) {
    test(`${name} on a whole bucket`, () => {
      const text = grantPolicy(templateOf(name), place);
      assert.deepEqual(allowedBy(text, {}), rowsOf(table));
      assert.deepEqual(allowedBy(text, { 's3:prefix': 'elsewhere/' }), rowsOf(table));
    });
  }

  for (const [name, table] of Object.entries(expectedInFolder)) {
    test(`${name} in a folder`, () => {
      const text = grantPolicy(templateOf(name), { ...place, prefix: 'blog/' });
      for (const prefix of ['blog/', 'blog/2026/']) {
        assert.deepEqual(allowedBy(text, { 's3:prefix': prefix }), rowsOf(table));
      }
      const { 's3:ListBucket': _, ...unlisted } = table;
      for (const prefix of ['', 'blog', 'blog-old/', 'Blog/']) {
        assert.deepEqual(allowedBy(text, { 's3:prefix': prefix }), rowsOf(unlisted));
      }
      assert.deepEqual(allowedBy(text, {}), rowsOf(unlisted));
    });
  }

  for (const [name, table] of Object.entries(expected)) {
    test(`${name} from one network`, () => {
      const networks = ['192.0.2.0/24', '2001:db8::/32'];
      const text = grantPolicy(templateOf(name), { ...place, networks });
      for (const address of ['192.0.2.7', '2001:db8::7']) {
        assert.deepEqual(allowedBy(text, { 'aws:sourceip': address }), rowsOf(table));
      }
      for (const address of ['192.0.3.7', '2001:db9::7', '10.0.0.1']) {
        assert.deepEqual(allowedBy(text, { 'aws:sourceip': address }), []);
      }
      assert.deepEqual(allowedBy(text, {}), [], 'without an address there is none to believe');
    });
  }

  test('in a folder and from a network both hold', () => {
    const text = grantPolicy(templateOf('read-only'), {
      ...place,
      prefix: 'blog/',
      networks: ['192.0.2.0/24'],
    });
    const inside = { 's3:prefix': 'blog/', 'aws:sourceip': '192.0.2.7' };
    assert.deepEqual(allowedBy(text, inside), rowsOf(expectedInFolder['read-only'] ?? {}));
    assert.deepEqual(allowedBy(text, { 's3:prefix': 'blog/' }), []);
  });
});

describe('what is allowed beside a role', () => {
  for (const [extra, role, added] of [
    ['acl', 'rails-app', { 's3:PutObjectAcl': objects }],
    ['acl', 'backup-writer', { 's3:PutObjectAcl': objects }],
    ['resume', 'site-publisher', { 's3:ListMultipartUploadParts': objects }],
    [
      'website',
      'site-publisher',
      { 's3:GetBucketWebsite': ['bucket'], 's3:PutBucketWebsite': ['bucket'] },
    ],
    ['versions', 'read-only', { 's3:GetObjectVersion': objects }],
  ] as const) {
    test(`${extra} adds exactly that to ${role}`, () => {
      const text = grantPolicy(withExtras(role, extra), place);
      assert.deepEqual(allowedBy(text, {}), rowsOf({ ...expected[role], ...added }));
    });
  }

  test('what would reach beyond a folder is left out of it', () => {
    const text = grantPolicy(withExtras('site-publisher', 'website'), {
      ...place,
      prefix: 'blog/',
    });
    assert.deepEqual(allowedBy(text, { 's3:prefix': 'blog/' }), rowsOf(folderReadWrite));
  });
});

describe('a role of one’s own', () => {
  test('has exactly its actions, each on what it acts on', () => {
    const role = customRole(['s3:GetObject', 's3:GetBucketLocation', 's3:listbucket']);
    assert.ok(role.ok);
    const table: Table = {
      's3:GetObject': objects,
      's3:GetBucketLocation': ['bucket'],
      's3:ListBucket': ['bucket'],
    };
    assert.deepEqual(allowedBy(grantPolicy(role.template, place), {}), rowsOf(table));
    const inFolder = grantPolicy(role.template, { ...place, prefix: 'blog/' });
    assert.deepEqual(
      allowedBy(inFolder, { 's3:prefix': 'blog/' }),
      rowsOf({ 's3:GetObject': folderObjects, 's3:ListBucket': ['bucket'] }),
    );
  });

  for (const action of ['s3:*', 's3:Get*', 'iam:CreateUser', 's3:Nothing', 's3:ListAllMyBuckets']) {
    test(`${action} is refused`, () => {
      assert.equal(customRole([action]).ok, false);
    });
  }
});

describe('names that look like wildcards or variables', () => {
  test('mean themselves in a folder', () => {
    const text = grantPolicy(templateOf('read-only'), {
      ...place,
      prefix: 'a*b?${aws:username}/',
    });
    const policies = policiesOf(text);
    const reads = (key: string) =>
      decide(
        {
          action: 's3:GetObject',
          resource: `arn:aws:s3:::site/${key}`,
          resourceAccountId: accountId,
          principal,
          context: () => undefined,
        },
        policies,
      ).allowed;
    assert.equal(reads('a*b?${aws:username}/x'), true);
    for (const key of ['aXb?${aws:username}/x', 'a*bX${aws:username}/x', 'a*b?site/x']) {
      assert.equal(reads(key), false, key);
    }
  });

  test('AWS’s separate clouds have ARNs of their own', () => {
    const text = grantPolicy(templateOf('read-only'), { ...place, partition: 'aws-cn' });
    assert.match(text, /"arn:aws-cn:s3:::site\/\*"/);
  });
});
