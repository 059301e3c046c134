import type { Principal } from '../../src/policy/index.ts';

/** The account of all resources, unless a case names another owner. */
export const OWNER = '111122223333';
const STRANGER = '444455556666';

function user(userName: string, accountId: string, tags: Record<string, string> = {}): Principal {
  return {
    kind: 'user',
    arn: `arn:aws:iam::${accountId}:user/${userName}`,
    accountId,
    userId: `AIDA${userName.toUpperCase()}${accountId.slice(0, 4)}`,
    canonicalUserId: accountId.padEnd(64, '0'),
    userName,
    tags: new Map(Object.entries(tags)),
  };
}

function session(role: string, sessionName: string, accountId: string): Principal {
  const roleId = `AROA${role.toUpperCase()}${accountId.slice(0, 4)}`;
  return {
    kind: 'role-session',
    arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${sessionName}`,
    accountId,
    userId: `${roleId}:${sessionName}`,
    roleArn: `arn:aws:iam::${accountId}:role/${role}`,
    roleId,
    sessionName,
    tags: new Map([['Team', 'red']]),
    sourceIdentity: 'ann',
    tokenIssueTime: '2026-01-01T00:00:00Z',
  };
}

function federated(name: string, accountId: string, issuer: 'root' | 'user/ann'): Principal {
  return {
    kind: 'federated-user',
    arn: `arn:aws:sts::${accountId}:federated-user/${name}`,
    accountId,
    userId: `${accountId}:${name}`,
    issuerArn: `arn:aws:iam::${accountId}:${issuer}`,
    issuerId: issuer === 'root' ? accountId : `AIDAANN${accountId.slice(0, 4)}`,
  };
}

function root(accountId: string): Principal {
  return {
    kind: 'root',
    arn: `arn:aws:iam::${accountId}:root`,
    accountId,
    userId: accountId,
    canonicalUserId: accountId.padEnd(64, '0'),
  };
}

/** Everybody who asks something in the cases, by the name used there. */
export const PEOPLE: Readonly<Record<string, Principal>> = {
  ann: user('ann', OWNER, { Team: 'red', Folder: 'a*' }),
  bob: user('bob', OWNER),
  root: root(OWNER),
  app: session('app', 's1', OWNER),
  'app, another session': session('app', 's2', OWNER),
  fay: federated('fay', OWNER, 'user/ann'),
  'fay of root': federated('fay', OWNER, 'root'),
  'stranger eve': user('eve', STRANGER),
  'stranger root': root(STRANGER),
  'stranger app': session('app', 's1', STRANGER),
  nobody: { kind: 'anonymous', arn: '', accountId: '', userId: '' },
  'logging service': {
    kind: 'service',
    arn: 'logging.s3.amazonaws.com',
    accountId: '',
    userId: '',
  },
  'web identity': {
    kind: 'web-identity',
    arn: `arn:aws:iam::${OWNER}:oidc-provider/idp.example.com`,
    accountId: '',
    userId: '',
  },
};
