import type { Credentials } from '../conformance/harness/server.ts';
import type { Random } from '../differential/random.ts';
import { type CrashClient, texts, Violation } from './client.ts';
import { absent, Register } from './register.ts';
import type { Workload } from './workload.ts';

const users = 3;
const present = 'present';

/** What IAM answers for something that is not there. */
const noSuchEntity = 404;

interface Key extends Credentials {
  /** Its removal was not answered. */
  maybeRemoved: boolean;
}

/**
 * Changes of identities: users that come and go, and one user whose inline policy is replaced, so
 * that what it may do changes, and whose access keys come and go.
 */
export class IdentityWorkload implements Workload {
  readonly #client: CrashClient;
  readonly #random: Random;
  readonly #name: string;
  readonly #bucket: string;
  readonly #users = new Map<string, Register>();
  readonly #policy = new Register();
  #permanent: Credentials = { accessKeyId: '', secretAccessKey: '' };
  #keys: Key[] = [];
  #lostKeys = 0;
  #number = 0;

  /** @param name begins the names of all that it makes */
  constructor(client: CrashClient, random: Random, name: string, bucket: string) {
    this.#client = client;
    this.#random = random;
    this.#name = name;
    this.#bucket = bucket;
    for (let number = 0; number < users; number += 1) {
      this.#users.set(`${name}-${number}`, new Register());
    }
  }

  #call(Action: string, parameters: Readonly<Record<string, string>>) {
    return this.#client.query('iam', { Action, ...parameters });
  }

  async setUp(): Promise<void> {
    await this.#client.expect(this.#call('CreateUser', { UserName: this.#name }), 200);
    const { text } = await this.#client.expect(
      this.#call('CreateAccessKey', { UserName: this.#name }),
      200,
    );
    this.#permanent = credentialsIn(text);
  }

  async act(): Promise<void> {
    const choice = this.#random.next();
    if (choice < 0.5) await this.#changePolicy();
    else if (choice < 0.75) await this.#changeUser();
    else await this.#changeKeys();
  }

  async #changePolicy(): Promise<void> {
    const place = { UserName: this.#name, PolicyName: 'rights' };
    const isThere = this.#policy.known();
    if (isThere !== undefined && isThere !== absent && this.#random.chance(0.2)) {
      const write = this.#policy.begin(absent);
      await this.#client.write(write, this.#call('DeleteUserPolicy', place));
      return;
    }
    this.#number += 1;
    const Effect = this.#random.chance(0.5) ? 'Allow' : 'Deny';
    const statement = { Sid: `S${this.#number}`, Effect, Action: 's3:ListBucket', Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    const write = this.#policy.begin(PolicyDocument);
    await this.#client.write(write, this.#call('PutUserPolicy', { ...place, PolicyDocument }));
  }

  async #changeUser(): Promise<void> {
    const [UserName, register] = this.#random.pick([...this.#users]);
    const state = register.known();
    // What is not known is looked at first, after the crash.
    if (state === undefined) return;
    const Action = state === absent ? 'CreateUser' : 'DeleteUser';
    const write = register.begin(state === absent ? present : absent);
    await this.#client.write(write, this.#call(Action, { UserName }));
  }

  async #changeKeys(): Promise<void> {
    const [key] = this.#keys;
    const UserName = this.#name;
    if (key === undefined && this.#lostKeys === 0) {
      const answer = await this.#client.attempt(this.#call('CreateAccessKey', { UserName }));
      if (answer === undefined) this.#lostKeys += 1;
      else this.#keys.push({ ...credentialsIn(answer.text), maybeRemoved: false });
    } else if (key?.maybeRemoved === false) {
      key.maybeRemoved = true;
      const AccessKeyId = key.accessKeyId;
      const request = this.#call('DeleteAccessKey', { UserName, AccessKeyId });
      if ((await this.#client.attempt(request)) !== undefined) this.#keys = [];
    }
  }

  async verify(): Promise<void> {
    await this.#verifyPolicy();
    await this.#verifyUsers();
    await this.#verifyKeys();
  }

  async #verifyPolicy(): Promise<void> {
    const place = { UserName: this.#name, PolicyName: 'rights' };
    const request = this.#call('GetUserPolicy', place);
    const answer = await this.#client.expect(request, 200, noSuchEntity);
    const encoded = texts(answer.text, 'PolicyDocument')[0] ?? '';
    const document = answer.status === 200 ? decodeURIComponent(encoded) : absent;
    if (!this.#policy.possible().has(document)) {
      throw new Violation(`the policy of ${this.#name} is ${document}`);
    }
    this.#policy.settle(document);
    const listing = { path: `/${this.#bucket}`, query: 'list-type=2&max-keys=1' };
    const status = document.includes('Allow') ? 200 : 403;
    await this.#client.expect({ ...listing, credentials: this.#permanent }, status);
  }

  async #verifyUsers(): Promise<void> {
    const listing = await this.#client.expect(this.#call('ListUsers', { MaxItems: '1000' }), 200);
    const listed = new Set(texts(listing.text, 'UserName'));
    for (const [UserName, register] of this.#users) {
      const request = this.#call('GetUser', { UserName });
      const { status } = await this.#client.expect(request, 200, noSuchEntity);
      const state = status === 200 ? present : absent;
      if (!register.possible().has(state)) throw new Violation(`the user ${UserName}: ${state}`);
      if (listed.has(UserName) !== (status === 200)) {
        throw new Violation(`the user ${UserName} is ${state}, but the listing differs`);
      }
      register.settle(state);
    }
  }

  async #verifyKeys(): Promise<void> {
    const UserName = this.#name;
    const { text } = await this.#client.expect(this.#call('ListAccessKeys', { UserName }), 200);
    const listed = new Set(texts(text, 'AccessKeyId'));
    if (!listed.delete(this.#permanent.accessKeyId)) throw new Violation('the first key is lost');
    for (const { accessKeyId, secretAccessKey, maybeRemoved } of this.#keys) {
      const isThere = listed.delete(accessKeyId);
      if (!isThere && !maybeRemoved) throw new Violation(`the key ${accessKeyId} is lost`);
      const credentials = { accessKeyId, secretAccessKey };
      const who = this.#client.query('sts', { Action: 'GetCallerIdentity' }, credentials);
      await this.#client.expect(who, isThere ? 200 : 403);
      if (isThere) await this.#removeKey(accessKeyId);
    }
    if (listed.size > this.#lostKeys) throw new Violation(`keys that nobody made: ${UserName}`);
    for (const accessKeyId of listed) await this.#removeKey(accessKeyId);
    this.#keys = [];
    this.#lostKeys = 0;
  }

  async #removeKey(AccessKeyId: string): Promise<void> {
    const parameters = { UserName: this.#name, AccessKeyId };
    await this.#client.expect(this.#call('DeleteAccessKey', parameters), 200);
  }

  async cleanUp(): Promise<void> {}
}

function credentialsIn(text: string): Credentials {
  const accessKeyId = texts(text, 'AccessKeyId')[0] ?? '';
  return { accessKeyId, secretAccessKey: texts(text, 'SecretAccessKey')[0] ?? '' };
}
