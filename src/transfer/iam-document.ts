/** What an account's IAM is, without any secret: the file of `strongroom iam export`. */

export const iamFormat = 'strongroom iam, format 1';

export interface InlinePolicy {
  readonly name: string;
  readonly document: string;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

interface Holder {
  readonly name: string;
  readonly path: string;
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
  readonly inline: readonly InlinePolicy[];
}

export interface ManagedPolicyFacts {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly document: string;
}

export interface GroupFacts extends Holder {}

export interface RoleFacts extends Holder {
  readonly trust: string;
  readonly description?: string | undefined;
  readonly maxSessionSeconds: number;
  readonly boundary?: string | undefined;
  readonly tags: readonly Tag[];
}

export interface UserFacts extends Holder {
  readonly boundary?: string | undefined;
  readonly tags: readonly Tag[];
  readonly groups: readonly string[];
  /** For people: secrets cannot be exported, so an import makes no keys. */
  readonly accessKeys: readonly { readonly id: string; readonly status: string }[];
}

export interface IamDocument {
  readonly format: typeof iamFormat;
  readonly account: string;
  readonly policies: readonly ManagedPolicyFacts[];
  readonly groups: readonly GroupFacts[];
  readonly roles: readonly RoleFacts[];
  readonly users: readonly UserFacts[];
}

/** The text is no file of `iam export`. */
export class NotAnExport extends Error {}

const longestText = 200_000;
const mostEntries = 20_000;

/** Reads and checks a file of `iam export`. @throws NotAnExport saying where it is wrong */
export function readIamDocument(text: string): IamDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new NotAnExport(`it is no JSON: ${error instanceof Error ? error.message : error}`);
  }
  const root = new Fields(value, 'the file');
  if (root.text('format') !== iamFormat) {
    throw new NotAnExport(`its format is not ${JSON.stringify(iamFormat)}`);
  }
  return {
    format: iamFormat,
    account: root.text('account'),
    policies: root.list('policies', (policy) => ({
      name: policy.text('name'),
      path: policy.text('path'),
      arn: policy.text('arn'),
      document: policy.text('document'),
    })),
    groups: root.list('groups', holder),
    roles: root.list('roles', (role) => ({
      ...holder(role),
      trust: role.text('trust'),
      description: role.optional('description'),
      maxSessionSeconds: role.count('maxSessionSeconds'),
      boundary: role.optional('boundary'),
      tags: role.list('tags', tag),
    })),
    users: root.list('users', (user) => ({
      ...holder(user),
      boundary: user.optional('boundary'),
      tags: user.list('tags', tag),
      groups: user.texts('groups'),
      accessKeys: user.list('accessKeys', (key) => ({
        id: key.text('id'),
        status: key.text('status'),
      })),
    })),
  };
}

function holder(fields: Fields): Holder {
  return {
    name: fields.text('name'),
    path: fields.text('path'),
    attached: fields.texts('attached'),
    inline: fields.list('inline', (policy) => ({
      name: policy.text('name'),
      document: policy.text('document'),
    })),
  };
}

function tag(fields: Fields): Tag {
  return { key: fields.text('key'), value: fields.text('value') };
}

class Fields {
  readonly #value: object;
  readonly #place: string;

  constructor(value: unknown, place: string) {
    if (typeof value !== 'object' || value === null) throw new NotAnExport(`${place} is no object`);
    this.#value = value;
    this.#place = place;
  }

  #get(name: string): unknown {
    return Reflect.get(this.#value, name);
  }

  optional(name: string): string | undefined {
    return this.#get(name) === undefined ? undefined : this.text(name);
  }

  text(name: string): string {
    return this.#asText(this.#get(name), `${name} of ${this.#place}`);
  }

  #asText(value: unknown, place: string): string {
    if (typeof value === 'string' && value.length <= longestText) return value;
    throw new NotAnExport(`${place} is no text of at most ${longestText} characters`);
  }

  count(name: string): number {
    const value = this.#get(name);
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
    throw new NotAnExport(`${name} of ${this.#place} is no number`);
  }

  texts(name: string): string[] {
    return this.#entries(name).map((entry, index) => this.#asText(entry, `${name}[${index}]`));
  }

  list<T>(name: string, read: (fields: Fields) => T): T[] {
    return this.#entries(name).map((entry, index) =>
      read(new Fields(entry, `${name}[${index}] of ${this.#place}`)),
    );
  }

  #entries(name: string): unknown[] {
    const value = this.#get(name);
    if (Array.isArray(value) && value.length <= mostEntries) return value;
    throw new NotAnExport(`${name} of ${this.#place} is no list of at most ${mostEntries}`);
  }
}
