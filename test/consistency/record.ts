import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { type Answer, sign } from '../model/request.ts';
import { elements, text } from '../model/step.ts';
import type { Subject, TestAccount } from '../model/subject.ts';
import type { Operation } from './linearizable.ts';
import type { Action } from './register.ts';

type Kind = 'put' | 'put-if-absent' | 'put-if-match' | 'delete' | 'get' | 'head' | 'list';

/** What a client does next: mostly the operations that change something. */
const kinds: fc.Arbitrary<Kind> = fc.oneof(
  { arbitrary: fc.constantFrom<Kind>('put', 'delete', 'get'), weight: 4 },
  { arbitrary: fc.constantFrom<Kind>('put-if-absent', 'put-if-match'), weight: 4 },
  { arbitrary: fc.constantFrom<Kind>('head', 'list'), weight: 1 },
);

export interface Recording {
  readonly clients: number;
  readonly keys: readonly string[];
  readonly operationsPerClient: number;
  readonly versioning: boolean;
  readonly seed: number;
}

/** What many clients did at once, by key. */
export type Histories = ReadonlyMap<string, Operation<Action>[]>;

/** One client's view of the bucket: it knows the last ETag that it saw of each key. */
class Client {
  readonly #subject: Subject;
  readonly #account: TestAccount;
  readonly #bucket: string;
  readonly #number: number;
  readonly #histories: Histories;
  readonly #known = new Map<string, string>();
  #writes = 0;

  constructor(
    subject: Subject,
    account: TestAccount,
    bucket: string,
    number: number,
    histories: Histories,
  ) {
    this.#subject = subject;
    this.#account = account;
    this.#bucket = bucket;
    this.#number = number;
    this.#histories = histories;
  }

  async act(kind: Kind, key: string): Promise<void> {
    if (kind === 'list') return this.#list();
    const value = kind.startsWith('put') ? `${this.#number}-${this.#writes++}` : '';
    const match = this.#known.get(key) ?? etagOf('nobody wrote this');
    const headers: Record<string, string> =
      kind === 'put-if-absent'
        ? { 'if-none-match': '*' }
        : kind === 'put-if-match'
          ? { 'if-match': `"${match}"` }
          : {};
    const method = kind.startsWith('put') ? 'PUT' : kind.toUpperCase();
    const calledAt = performance.now();
    const answer = await this.#send(method, `/${key}`, {}, headers, value);
    const action = actionOf(kind, etagOf(value), match, answer);
    this.#note(key, action, calledAt);
    if ('value' in action && action.value !== undefined) this.#known.set(key, action.value);
  }

  /** A listing is a read of every key at once. */
  async #list(): Promise<void> {
    const calledAt = performance.now();
    const { status, body } = await this.#send('GET', '', { 'list-type': '2' });
    if (status !== 200) throw new Error(`a listing was answered ${status}`);
    const seen = new Map(
      elements(body, 'Contents').map((one) => [
        text(one, 'Key')[0] ?? '',
        text(one, 'ETag')[0]?.replaceAll('"', ''),
      ]),
    );
    for (const key of this.#histories.keys()) {
      this.#note(key, { kind: 'read', value: seen.get(key) }, calledAt);
    }
  }

  #note(key: string, action: Action, calledAt: number): void {
    const returnedAt = performance.now();
    this.#histories.get(key)?.push({ client: this.#number, action, calledAt, returnedAt });
  }

  #send(
    method: string,
    path: string,
    query: Record<string, string>,
    headers: Record<string, string> = {},
    body = '',
  ): Promise<Answer> {
    const asked = {
      service: 's3' as const,
      method,
      path: `/${this.#bucket}${path}`,
      query,
      headers,
      body,
      credentials: this.#account.root,
    };
    return this.#subject.send(sign(asked, this.#subject.host));
  }
}

export function etagOf(body: string): string {
  return createHash('md5').update(body).digest('hex');
}

function actionOf(kind: Kind, value: string, match: string, { status, headers }: Answer): Action {
  const outcome = `${kind} ${status}`;
  switch (outcome) {
    case 'put 200':
      return { kind: 'put', value };
    case 'delete 204':
      return { kind: 'delete' };
    case 'get 200':
    case 'head 200':
      return { kind: 'read', value: headers.etag?.replaceAll('"', '') };
    case 'get 404':
    case 'head 404':
      return { kind: 'read', value: undefined };
    case 'put-if-absent 200':
    case 'put-if-absent 412':
      return { kind: 'put-if-absent', value, done: status === 200 };
    case 'put-if-match 200':
      return { kind: 'put-if-match', value, match, seen: 'done' };
    case 'put-if-match 412':
      return { kind: 'put-if-match', value, match, seen: 'other' };
    case 'put-if-match 404':
      return { kind: 'put-if-match', value, match, seen: 'missing' };
    default:
      throw new Error(`an unexpected answer: ${outcome}`);
  }
}

/** Lets the clients act at once on the same few keys, and records what each did and saw. */
export async function record(subject: Subject, recording: Recording): Promise<Histories> {
  const { clients, keys, operationsPerClient, versioning, seed } = recording;
  const account = await subject.newAccount();
  const bucket = `consistency-${account.accountId}`;
  const histories = new Map<string, Operation<Action>[]>(keys.map((key) => [key, []]));
  const prepare = async (query: Record<string, string>, body: string) => {
    const path = `/${bucket}`;
    const credentials = account.root;
    const asked = { service: 's3' as const, method: 'PUT', path, query, body, credentials };
    await subject.send(sign(asked, subject.host));
  };
  await prepare({}, '');
  const enabled = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';
  if (versioning) await prepare({ versioning: '' }, enabled);
  const plans = fc.sample(
    fc.array(fc.tuple(kinds, fc.constantFrom(...keys)), {
      minLength: operationsPerClient,
      maxLength: operationsPerClient,
    }),
    { numRuns: clients, seed },
  );
  await Promise.all(
    plans.map(async (plan, number) => {
      const client = new Client(subject, account, bucket, number, histories);
      for (const [kind, key] of plan) await client.act(kind, key);
    }),
  );
  for (const history of histories.values()) history.sort((a, b) => a.calledAt - b.calledAt);
  return histories;
}
