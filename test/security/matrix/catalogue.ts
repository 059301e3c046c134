import { iamOperations } from '../../../src/iam/operations.ts';
import { kmsOperations } from '../../../src/kms/operations.ts';
import type { ServiceName } from '../../../src/operation/operation.ts';
import type { RestBinding } from '../../../src/operation/route-rest.ts';
import { s3Operations } from '../../../src/s3/operations.ts';
import { stsOperations } from '../../../src/sts/operations.ts';

/** A request of one operation that nobody has signed yet. */
export interface Unsigned {
  readonly service: ServiceName;
  /** The operation, by AWS's name. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** Pairs as they are sent, `acl` or `uploadId=1`. */
  readonly query: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Listed {
  readonly name: string;
  readonly built: boolean;
  readonly acceptsUnsigned: boolean;
  readonly http: RestBinding | undefined;
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** Values of parameters and headers that are refused without one, before anyone is asked. */
const values: Readonly<Record<string, string>> = {
  partNumber: 'partNumber=1',
  uploadId: 'uploadId=x',
};

function restRequest(operation: Listed, http: RestBinding, bucket: string): Unsigned {
  const headers = (http.headers ?? []).map((name) => [name, `/${bucket}/key`] as const);
  return {
    service: 's3',
    operation: operation.name,
    method: http.method,
    path: http.path.replace('{Bucket}', bucket).replace('{Key+}', 'key'),
    query: (http.query ?? []).map((name) => values[name] ?? name),
    headers: Object.fromEntries(headers),
    body: http.method === 'PUT' || http.method === 'POST' ? 'body' : '',
  };
}

function queryRequest(service: 'iam' | 'sts', version: string, { name }: Listed): Unsigned {
  const common = { service, operation: name, method: 'POST', path: '/', query: [], headers: form };
  return { ...common, body: `Action=${name}&Version=${version}` };
}

function jsonRequest({ name }: Listed): Unsigned {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `TrentService.${name}`,
  };
  const common = { service: 'kms', operation: name, method: 'POST', path: '/', query: [] } as const;
  return { ...common, headers, body: '{}' };
}

/** An operation of the product, and how it is asked for. */
export interface Entry {
  readonly name: string;
  readonly built: boolean;
  /** Whether its declaration lets requests without a signature come as far as its permissions. */
  readonly acceptsUnsigned: boolean;
  readonly unsigned: Unsigned;
}

/**
 * Every operation that the product declares, asked of a bucket with an object `key`: what is added
 * to the product is in it without anybody adding it here.
 */
export function catalogue(bucket: string): readonly Entry[] {
  const entries: Entry[] = [];
  const add = (operations: readonly Listed[], request: (operation: Listed) => Unsigned) => {
    for (const operation of operations) {
      const { name, built, acceptsUnsigned } = operation;
      entries.push({ name, built, acceptsUnsigned, unsigned: request(operation) });
    }
  };
  add(s3Operations, (operation) => {
    if (operation.http === undefined) throw new Error(`${operation.name} has no address`);
    return restRequest(operation, operation.http, bucket);
  });
  add(iamOperations, (operation) => queryRequest('iam', '2010-05-08', operation));
  add(stsOperations, (operation) => queryRequest('sts', '2011-06-15', operation));
  add(kmsOperations, jsonRequest);
  return entries;
}
