import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bindPrincipals, showPrincipals } from './principal-binding.ts';

const account = '111122223333';
const alice = { arn: `arn:aws:iam::${account}:user/team/alice`, id: 'AIDAAAAAAAAAAAAAAAAAA' };
const builder = { arn: `arn:aws:iam::${account}:role/builder`, id: 'AROAAAAAAAAAAAAAAAAAA' };
const principals = [alice, builder];
const names = {
  idOf: async (arn: string) => principals.find((one) => one.arn === arn)?.id,
  arnOf: async (id: string) => principals.find((one) => one.id === id)?.arn,
};

describe('principals in resource and trust policies', () => {
  const text = `{ "Version":"2012-10-17",
  "Statement" : [ {"Effect":"Allow","Principal":{"AWS":[ "${alice.arn}" ,"${account}",
    "arn:aws:iam::${account}:root"], "Service":"s3.amazonaws.com"},
    "Action":"s3:*", "Resource":"arn:aws:s3:::b/${alice.arn}" },
    {"Effect":"Deny","NotPrincipal":{"AWS":"${builder.arn}"},"Action":"s3:*","Resource":"*"},
    {"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"} ]\t}`;

  test('users and roles are stored by id and shown by ARN, every other byte kept', async () => {
    const bound = await bindPrincipals(text, names);
    assert.ok(bound.outcome === 'bound');
    const expected = text
      .replace(`"${alice.arn}" ,`, `"${alice.id}" ,`)
      .replace(`"${builder.arn}"`, `"${builder.id}"`);
    assert.equal(bound.text, expected);
    assert.equal(await showPrincipals(bound.text, names), text);
  });

  test('whoever was deleted is shown by the id', async () => {
    const bound = await bindPrincipals(text, names);
    assert.ok(bound.outcome === 'bound');
    const nobody = { ...names, arnOf: async () => undefined };
    assert.equal(await showPrincipals(bound.text, nobody), bound.text);
  });

  test('an ARN that nobody has is refused', async () => {
    const arn = `arn:aws:iam::${account}:user/nobody`;
    assert.deepEqual(await bindPrincipals(text.replace(alice.arn, arn), names), {
      outcome: 'unknown-principal',
      arn,
    });
  });

  test('one statement and one principal need no list, and escapes are read', async () => {
    const escaped = builder.arn.replace('/', '\\/');
    const one = `{"Statement":{"Effect":"Allow","Principal":{"AWS":"${escaped}"}}}`;
    const bound = await bindPrincipals(one, names);
    assert.ok(bound.outcome === 'bound');
    assert.equal(bound.text, one.replace(escaped, builder.id));
  });
});
