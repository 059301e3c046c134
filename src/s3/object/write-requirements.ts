import type { Requirement } from '../../operation/requirement.ts';
import { hasAclHeaders } from '../acl/headers.ts';
import { objectArn } from '../arn.ts';
import { bareEtag } from '../conditional.ts';
import { parseTagHeader, requestTagFacts } from '../tags.ts';
import type { AttributeInput } from './attribute-fields.ts';

interface WriteInput extends AttributeInput {
  readonly Bucket: string;
  readonly Key: string;
  readonly IfMatch?: string | undefined;
}

/**
 * What making an object needs: s3:PutObject, and the right to set each thing that the headers set
 * besides (S3 user guide, "Required permissions for Amazon S3 API operations").
 */
export function writeRequirements(input: WriteInput): readonly Requirement[] {
  const resource = objectArn(input.Bucket, input.Key);
  const tags = input.Tagging === undefined ? undefined : parseTagHeader(input.Tagging);
  const context = tags === undefined || tags.length === 0 ? undefined : requestTagFacts(tags);
  const needs: Requirement[] = [];
  const need = (action: string) => {
    needs.push(context === undefined ? { action, resource } : { action, resource, context });
  };
  need('s3:PutObject');
  if (hasAclHeaders(input)) need('s3:PutObjectAcl');
  if (tags !== undefined) need('s3:PutObjectTagging');
  if (input.ObjectLockMode !== undefined || input.ObjectLockRetainUntilDate !== undefined) {
    need('s3:PutObjectRetention');
  }
  if (input.ObjectLockLegalHoldStatus !== undefined) need('s3:PutObjectLegalHold');
  // Learning whether an object has a certain ETag is reading of it.
  if (input.IfMatch !== undefined && bareEtag(input.IfMatch) !== '*') need('s3:GetObject');
  return needs;
}
