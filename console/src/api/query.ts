import { send } from './request.ts';
import { ServiceError } from './service-error.ts';
import { parseXml, type XmlNode } from './xml.ts';

/** A parameter of the Query protocol; undefined ones are left out, lists become `Name.member.1`. */
export type QueryValue =
  | string
  | number
  | boolean
  | undefined
  | readonly QueryValue[]
  | { readonly [name: string]: QueryValue };

const versions = { iam: '2010-05-08', sts: '2011-06-15' } as const;

/**
 * Calls an operation of IAM or STS.
 * @returns the `...Result` element; for operations without a result the whole response
 * @throws ServiceError
 */
export async function callQuery(
  service: 'iam' | 'sts',
  action: string,
  input: Readonly<Record<string, QueryValue>> = {},
): Promise<XmlNode> {
  const form = new URLSearchParams({ Action: action, Version: versions[service] });
  for (const [name, value] of Object.entries(input)) append(form, name, value);
  const response = await send(`/api/${service}`, { method: 'POST', body: form });
  const root = parseXml(await response.text());
  if (root === undefined) {
    throw new ServiceError('UnreadableAnswer', `${action} answered with no XML.`, response.status);
  }
  return root.child(`${action}Result`) ?? root;
}

function append(form: URLSearchParams, name: string, value: QueryValue): void {
  if (value === undefined) return;
  if (isList(value)) {
    for (const [index, item] of value.entries()) append(form, `${name}.member.${index + 1}`, item);
  } else if (typeof value === 'object') {
    for (const [member, inner] of Object.entries(value)) append(form, `${name}.${member}`, inner);
  } else {
    form.append(name, String(value));
  }
}

function isList(value: QueryValue): value is readonly QueryValue[] {
  return Array.isArray(value);
}

/** One page of a list, and where the next begins. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

export interface PageRequest {
  readonly marker?: string | undefined;
  readonly size?: number | undefined;
}

/** The parameters of a list operation of IAM. */
export function paging({ marker, size }: PageRequest): Record<string, QueryValue> {
  return { Marker: marker, MaxItems: size };
}

/** The page that a list operation of IAM answered with. */
export function pageOf<T>(result: XmlNode, name: string, read: (item: XmlNode) => T): Page<T> {
  const next = result.flag('IsTruncated') ? result.optional('Marker') : undefined;
  return { items: result.list(name, read), next };
}

/** All pages of a list, for those that are short by their nature (keys of a user, its groups). */
export async function all<T>(load: (page: PageRequest) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let marker: string | undefined;
  do {
    const page = await load({ marker, size: 1_000 });
    items.push(...page.items);
    marker = page.next;
  } while (marker !== undefined);
  return items;
}
