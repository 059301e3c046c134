import type { Requirement } from '../../operation/requirement.ts';
import { objectArn } from '../arn.ts';

interface VersionInput {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string | undefined;
}

/** `authorize` of an operation on an object whose action has a form of its own for versions. */
export function onVersion(
  action: string,
  versionAction: string,
): (input: VersionInput) => readonly Requirement[] {
  return ({ Bucket, Key, VersionId }) => [
    { action: VersionId === undefined ? action : versionAction, resource: objectArn(Bucket, Key) },
  ];
}
