import { ServiceError } from '../operation/errors.ts';
import type { ConditionFacts } from '../operation/requirement.ts';
import { list, structure, text } from '../operation/shape.ts';
import type { Tag } from '../store/buckets.ts';

export const tagShape = structure({ Key: text(), Value: text() });

/** The document of object and bucket tags. */
export const taggingShape = structure({ TagSet: list('Tag', tagShape) });

type TagMember = { readonly Key: string; readonly Value: string };

const maxKeyLength = 128;
const maxValueLength = 256;

/** How many tags a resource may have, and AWS's words for too many. */
export interface TagLimit {
  readonly maxTags: number;
  readonly tooMany: string;
}

export const objectTagLimit: TagLimit = {
  maxTags: 10,
  tooMany: 'Object tags cannot be greater than 10',
};

export const bucketTagLimit: TagLimit = {
  maxTags: 50,
  tooMany: 'Bucket tag count cannot be greater than 50',
};

/**
 * Holds tags to the limits of S3 ("Object tagging" and "Bucket tagging" of the user guide).
 * @throws ServiceError InvalidTag, or BadRequest for too many
 */
export function checkedTags(members: readonly TagMember[], limit: TagLimit): readonly Tag[] {
  if (members.length > limit.maxTags)
    throw new ServiceError('BadRequest', { message: limit.tooMany });
  const seen = new Set<string>();
  return members.map(({ Key: key, Value: value }) => {
    if (seen.has(key)) {
      throw invalidTag('Cannot provide multiple Tags with the same key', 'TagKey', key);
    }
    seen.add(key);
    checkTag(key, value);
    return { key, value };
  });
}

/** Letters, spaces and numbers of any script, and a few signs. */
const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

function checkTag(key: string, value: string): void {
  if (key.toLowerCase().startsWith('aws:')) {
    throw invalidTag('System tags cannot be added/updated by requester', 'TagKey', key);
  }
  if (key.length === 0 || key.length > maxKeyLength || !allowed.test(key)) {
    throw invalidTag('The TagKey you have provided is invalid', 'TagKey', key);
  }
  if (value.length > maxValueLength || !allowed.test(value)) {
    throw invalidTag('The TagValue you have provided is invalid', 'TagValue', value);
  }
}

function invalidTag(message: string, name: string, value: string): ServiceError {
  return new ServiceError('InvalidTag', { message, fields: { [name]: value } });
}

/**
 * Parses `x-amz-tagging`: `key=value&key2=value2`, form-encoded.
 * @throws ServiceError InvalidArgument, InvalidTag, BadRequest
 */
export function parseTagHeader(header: string): readonly Tag[] {
  const members: TagMember[] = [];
  for (const piece of header.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const name = equals < 0 ? piece : piece.slice(0, equals);
    const Key = formDecode(name, header);
    if (members.some((member) => member.Key === Key)) throw malformedHeader(header);
    members.push({ Key, Value: equals < 0 ? '' : formDecode(piece.slice(equals + 1), header) });
  }
  const tags = checkedTags(members, objectTagLimit);
  return tags.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

function formDecode(source: string, header: string): string {
  try {
    // Header values come as Latin-1; bytes above ASCII are read as the UTF-8 that they are.
    return decodeURIComponent(Buffer.from(source, 'latin1').toString().replaceAll('+', ' '));
  } catch {
    throw malformedHeader(header);
  }
}

function malformedHeader(value: string): ServiceError {
  return new ServiceError('InvalidArgument', {
    message:
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    fields: { ArgumentName: 'x-amz-tagging', ArgumentValue: value },
  });
}

/** Tags as members of a document. */
export function tagMembers(tags: readonly Tag[] | undefined): readonly TagMember[] {
  return (tags ?? []).map(({ key, value }) => ({ Key: key, Value: value }));
}

/** `s3:RequestObjectTag/KEY` and `s3:RequestObjectTagKeys` of the tags that a request brings. */
export function requestTagFacts(tags: readonly Tag[]): ConditionFacts {
  const facts = new Map<string, string | readonly string[]>();
  for (const { key, value } of tags) facts.set(`s3:requestobjecttag/${key.toLowerCase()}`, value);
  if (tags.length > 0)
    facts.set(
      's3:requestobjecttagkeys',
      tags.map(({ key }) => key),
    );
  return facts;
}
