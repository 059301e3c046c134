import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Refused } from './reference/refused.ts';
import { type Answer, type Asked, sign } from './request.ts';
import type { Subject } from './subject.ts';
import type { World } from './world.ts';

/** What the reference expects of an answer. */
export interface Expected {
  readonly status: number;
  readonly code?: string | undefined;
  /** Undefined: must not be there. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** What the body says, and what it should say. */
  readonly seen?: unknown;
  readonly wanted?: unknown;
}

/** One operation: how it is asked for, and what the reference says of the answer. */
export interface Step {
  ask(world: World): Asked;
  /** Also changes the reference, with the ids that the server chose. @throws Refused */
  expect(world: World, answer: Answer): Expected;
}

/** A kind of step. */
export interface Kind<Data> {
  /** With random data; it prints as its name and data when a sequence fails. */
  readonly random: fc.Arbitrary<Step>;
  of(data: Data): Step;
}

/** Declares a kind of step by its random data, its request, and what the reference says of it. */
export function stepOf<Data>(
  name: string,
  random: fc.Arbitrary<Data>,
  ask: (world: World, data: Data) => Asked,
  expect: (world: World, data: Data, answer: Answer) => Expected,
): Kind<Data> {
  const of = (data: Data) => ({
    ask: (world: World) => ask(world, data),
    expect: (world: World, answer: Answer) => expect(world, data, answer),
    [fc.toStringMethod]: () => `${name} ${JSON.stringify(data)}`,
  });
  return { of, random: random.map(of) };
}

/** Does one step on both sides and compares. */
export async function take(subject: Subject, world: World, step: Step): Promise<void> {
  const asked = step.ask(world);
  const answer = await subject.send(sign(asked, subject.host));
  const expected = expectationOf(step, world, answer);
  const about = `${asked.method} ${asked.path} ${JSON.stringify(asked.query ?? {})}`;
  const isHead = asked.method === 'HEAD' || answer.status === 304;
  const code = answer.status < 300 || isHead ? undefined : text(answer.body, 'Code')[0];
  assert.deepEqual(
    { status: answer.status, code },
    { status: expected.status, code: isHead ? undefined : expected.code },
    `${about}\n${answer.body.slice(0, 2_000)}`,
  );
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    assert.equal(answer.headers[name], value, `${name} of ${about}`);
  }
  assert.deepEqual(expected.seen, expected.wanted, `the body of ${about}`);
}

function expectationOf(step: Step, world: World, answer: Answer): Expected {
  try {
    return step.expect(world, answer);
  } catch (error) {
    if (error instanceof Refused) return { status: error.status, code: error.code };
    throw error;
  }
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function unescaped(xml: string): string {
  return xml.replaceAll(/&(#x?)?([0-9a-zA-Z]+);/g, (_, number: string | undefined, name: string) =>
    number === undefined
      ? (entities[name] ?? '')
      : String.fromCodePoint(Number.parseInt(name, number === '#x' ? 16 : 10)),
  );
}

/** What stands between the tags of each element of that name, as it is written. */
export function elements(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>(.*?)</${name}>`, 'gs'))].map(
    ([, inner = '']) => inner,
  );
}

/** The text of each element of that name. */
export function text(xml: string, name: string): readonly string[] {
  return elements(xml, name).map(unescaped);
}
