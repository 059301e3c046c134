import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type JsonValue, MAX_DEPTH, parseJson } from './json.ts';

function plain(value: JsonValue): unknown {
  switch (value.type) {
    case 'string':
      return value.value;
    case 'array':
      return value.items.map(plain);
    case 'object':
      return Object.fromEntries(
        value.members.map((member) => [member.name.value, plain(member.value)]),
      );
    default:
      return JSON.parse(value.text);
  }
}

function fault(text: string): { reason: string; offset: number } {
  const result = parseJson(text);
  assert.ok(!result.ok, `${JSON.stringify(text)} is refused`);
  return { reason: result.reason, offset: result.offset };
}

describe('the JSON parser', () => {
  test('reads what JSON.parse reads, as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        const result = parseJson(text);
        assert.ok(result.ok);
        assert.deepEqual(plain(result.value), JSON.parse(text));
      }),
    );
  });

  test('refuses what JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.string(), fc.json(), fc.nat(), (noise, json, place) => {
        const at = place % (json.length + 1);
        const text = json.slice(0, at) + noise.slice(0, 2) + json.slice(at);
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        const result = parseJson(text);
        assert.equal(result.ok || result.reason.startsWith('duplicate key'), valid);
      }),
    );
  });

  test('refuses duplicate keys, written differently too', () => {
    assert.deepEqual(fault('{"a":1,"b":2,"a":3}'), { reason: 'duplicate key "a"', offset: 13 });
    assert.equal(fault('{"a":1,"\\u0061":3}').reason, 'duplicate key "a"');
    assert.equal(fault('{"x":[{"__proto__":1,"__proto__":2}]}').offset, 21);
  });

  test('treats __proto__ as any other key', () => {
    const result = parseJson('{"__proto__":{"a":1}}');
    assert.ok(result.ok && result.value.type === 'object');
    assert.equal(result.value.members[0]?.name.value, '__proto__');
  });

  test('refuses text that is nested too deep', () => {
    assert.ok(parseJson('['.repeat(MAX_DEPTH) + ']'.repeat(MAX_DEPTH)).ok);
    const deep = '['.repeat(100_000);
    assert.match(fault(deep).reason, /nested deeper/);
  });

  test('tells where every value stands', () => {
    const result = parseJson(' {"a" : [1, "b"]}');
    assert.ok(result.ok && result.value.type === 'object');
    const [member] = result.value.members;
    assert.deepEqual([result.value.start, result.value.end], [1, 17]);
    assert.deepEqual([member?.value.start, member?.value.end], [8, 16]);
  });

  for (const text of ['', ' ', '{', '{"a"}', '[1,]', '{"a":1,}', "{'a':1}", '01', '1.', '.5']) {
    test(`refuses ${JSON.stringify(text)}`, () => {
      assert.notEqual(fault(text).reason, '');
    });
  }

  for (const text of ['+1', '1e', 'nul', '"\t"', '"\\x"', '"\\u12g4"', '"a', '{} {}', '\uFEFF{}']) {
    test(`refuses ${JSON.stringify(text)}`, () => {
      assert.notEqual(fault(text).reason, '');
    });
  }
});
