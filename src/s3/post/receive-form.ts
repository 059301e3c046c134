import { authenticateForm, type CredentialResolver } from '../../http/authenticate.ts';
import { readPostForm } from '../../http/post-form/post-form.ts';
import { checkPostPolicy, parsePostPolicy } from '../../http/post-form/post-policy.ts';
import type { Caller } from '../../identity/caller.ts';
import type { RequestBody } from '../../operation/body.ts';
import { ServiceError } from '../../operation/errors.ts';
import type { Target } from '../../operation/field.ts';
import type { HeaderFields, WireRequest } from '../../operation/request.ts';
import { readDocument, XmlError } from '../../operation/xml-read.ts';
import { taggingShape } from '../tags.ts';

/** A request as its operation sees it, and who sent it. */
export interface Received {
  readonly meant: WireRequest;
  readonly target: Target;
  readonly caller: Caller;
  readonly body: RequestBody;
}

/** Fields whose names differ from the headers that mean the same. */
const headerNames = new Map([['acl', 'x-amz-acl']]);

/** Headers of the request itself that go on counting; the form's own fields are all others. */
const kept = new Set(['host', 'user-agent', 'referer', 'origin', 'x-forwarded-for']);

/**
 * Reads a browser's form up to its file, finds out who signed it, and holds it to its policy.
 * @throws ServiceError of the form, the signature and the policy; InvalidArgument without a key
 */
export async function receiveForm(
  request: WireRequest,
  target: Target,
  resolve: CredentialResolver,
): Promise<Received> {
  const form = await readPostForm(request);
  const { fields } = form;
  const key = fields.get('key');
  if (key === undefined || key === '') throw missingKey(key);
  const caller = await authenticateForm(request, fields, resolve, undefined);
  const policyText = fields.get('policy');
  const policy = policyText === undefined ? undefined : parsePostPolicy(policyText);
  const bucket = target.bucket ?? '';
  if (policy !== undefined) checkPostPolicy(policy, fields, bucket, request.receivedAtMs);
  const headers = formHeaders(request.headers, fields);
  return {
    meant: { ...request, headers },
    target: { ...target, key },
    caller,
    body: {
      open: (options) => form.open(options, policy?.range),
      readAll: () => Promise.reject(new ServiceError('MalformedPOSTRequest')),
    },
  };
}

function missingKey(key: string | undefined): ServiceError {
  return new ServiceError('InvalidArgument', {
    message:
      key === undefined
        ? "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields."
        : 'User key must have a length greater than 0.',
    fields: { ArgumentName: 'key', ArgumentValue: '' },
  });
}

function formHeaders(sent: HeaderFields, fields: HeaderFields): HeaderFields {
  const headers = new Map<string, string>();
  for (const [name, value] of sent.entries()) if (kept.has(name)) headers.set(name, value);
  for (const [name, value] of fields.entries()) {
    if (name === 'tagging') headers.set('x-amz-tagging', taggingHeader(value));
    else headers.set(headerNames.get(name) ?? name, value);
  }
  return { get: (name) => headers.get(name), entries: () => headers };
}

/** Tags come as the document of PutObjectTagging; the header of PutObject says the same. */
function taggingHeader(document: string): string {
  let tagging: unknown;
  try {
    tagging = readDocument(document, 'Tagging', taggingShape);
  } catch (error) {
    throw error instanceof XmlError ? new ServiceError('MalformedXML') : error;
  }
  return tagPairs(tagging)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join('&');
}

function tagPairs(tagging: unknown): (readonly [string, string])[] {
  if (typeof tagging !== 'object' || tagging === null) return [];
  const set: unknown = Reflect.get(tagging, 'TagSet');
  if (!Array.isArray(set)) return [];
  return set.map((tag: object) => [
    String(Reflect.get(tag, 'Key')),
    String(Reflect.get(tag, 'Value')),
  ]);
}
