import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { OidcProvider } from '../../store/identities.ts';
import { readClaims } from './claims.ts';

function providerAt(url: string): OidcProvider {
  const arn = `arn:aws:iam::111122223333:oidc-provider/${url}`;
  const lists = { clientIds: ['app'], thumbprints: [], tags: [] };
  return { accountId: '111122223333', arn, url, createdAtMs: 1, ...lists };
}

function factsOf(url: string, claims: object): object {
  const audiences = { all: ['x', 'app'], accepted: 'app' };
  return Object.fromEntries(readClaims({ ...claims }, providerAt(url), audiences).facts);
}

describe('claims as condition keys', () => {
  test('the standard ones have the name of their provider before them', () => {
    const claims = { sub: 's', email: 'e', amr: ['mfa', 'pwd'], name: 'n', aud: ['x', 'app'] };
    assert.deepEqual(factsOf('ID.example.com/path', claims), {
      'id.example.com/path:sub': 's',
      'id.example.com/path:email': 'e',
      'id.example.com/path:amr': ['mfa', 'pwd'],
      'id.example.com/path:aud': 'app',
      'id.example.com/path:oaud': ['x', 'app'],
    });
  });

  test('others count where the service reference lists them for the provider', () => {
    const claims = { repository: 'acme/site', repository_id: 7, run_id: '1' };
    const github = 'token.actions.githubusercontent.com';
    assert.deepEqual(factsOf(github, claims), {
      [`${github}:repository`]: 'acme/site',
      [`${github}:repository_id`]: '7',
      [`${github}:aud`]: 'app',
      [`${github}:oaud`]: ['x', 'app'],
    });
  });

  test('no claim can take the place of a key of AWS', () => {
    const facts = factsOf('id.example.com', { 'aws:PrincipalArn': 'x', 'sts:ExternalId': 'y' });
    assert.deepEqual(Object.keys(facts), ['id.example.com:aud', 'id.example.com:oaud']);
  });

  test('session tags and the source identity have claims of their own', () => {
    const claims = {
      'https://aws.amazon.com/tags': {
        principal_tags: { team: ['blue'], stage: 'test', bad: 7, many: [1] },
        transitive_tag_keys: ['team'],
      },
      'https://aws.amazon.com/source_identity': 'alice',
    };
    const read = readClaims(claims, providerAt('a'), { all: ['app'], accepted: 'app' });
    assert.deepEqual(read.tags, [
      { key: 'team', value: 'blue' },
      { key: 'stage', value: 'test' },
    ]);
    assert.deepEqual(read.transitiveTagKeys, ['team']);
    assert.equal(read.sourceIdentity, 'alice');
  });
});
