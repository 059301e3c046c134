import { xmlBody } from '../../operation/document.ts';
import { ServiceError } from '../../operation/errors.ts';
import { bucketLabel, header } from '../../operation/field.ts';
import type { WireRequest } from '../../operation/request.ts';
import {
  boolean,
  flattenedList,
  type Infer,
  integer,
  oneOf,
  optional,
  structure,
  text,
  timestamp,
} from '../../operation/shape.ts';
import { hasBodyDigest } from '../body-digest.ts';
import { bareEtag } from '../conditional.ts';
import { defineOperation, type EventContext } from '../define.ts';
import { deleteOne, deleteRequirements } from '../object/delete-one.ts';

const maxObjects = 1000;

/** A thousand keys of 1,024 bytes, each of them escaped, with their elements. */
const maxDocumentBytes = 8 * 1024 * 1024;

const objectIdentifier = structure({
  Key: text({ minLength: 1 }),
  VersionId: optional(text()),
  ETag: optional(text()),
  LastModifiedTime: optional(timestamp()),
  Size: optional(integer()),
});

type ObjectIdentifier = Infer<typeof objectIdentifier>;

const deleteResult = structure({
  Deleted: flattenedList(
    structure({
      Key: text(),
      VersionId: optional(text()),
      DeleteMarker: optional(boolean()),
      DeleteMarkerVersionId: optional(text()),
    }),
  ),
  Error: flattenedList(
    structure({ Key: text(), VersionId: optional(text()), Code: text(), Message: text() }),
  ),
});

export const deleteObjects = defineOperation({
  name: 'DeleteObjects',
  summary: 'Delete up to 1,000 objects, each authorized and answered on its own.',
  http: { method: 'POST', path: '/{Bucket}', query: ['delete'] },
  input: {
    Bucket: bucketLabel,
    MFA: header('x-amz-mfa', text()),
    RequestPayer: header('x-amz-request-payer', oneOf('requester')),
    BypassGovernanceRetention: header('x-amz-bypass-governance-retention', boolean()),
  },
  body: xmlBody(
    'Delete',
    structure({
      Object: flattenedList(objectIdentifier, { minItems: 1, maxItems: maxObjects }),
      Quiet: optional(boolean()),
    }),
    { limitBytes: maxDocumentBytes },
  ),
  output: { document: { root: 'DeleteResult', shape: deleteResult } },
  errors: ['AccessDenied', 'InvalidRequest', 'MalformedXML'],
  events: ['ObjectRemoved:Delete', 'ObjectRemoved:DeleteMarkerCreated'],
  authorize: () => [],
  perItem: {
    items: (_input, body) => body.Object,
    authorize: ({ Key, VersionId }, { Bucket, BypassGovernanceRetention }) =>
      deleteRequirements(Bucket, Key, named(VersionId), BypassGovernanceRetention === true),
  },
  async handle(context) {
    checkDigest(context.request);
    const { input, body, items } = context;
    const deleted = [];
    const errors = [];
    for (const { item, refusal } of items) {
      const { Key, VersionId } = item;
      try {
        if (refusal !== undefined) throw refusal;
        const done = await deleteItem(context, item, input.BypassGovernanceRetention === true);
        if (body.Quiet !== true) deleted.push(done);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        errors.push({ Key, VersionId, Code: error.code, Message: error.message });
      }
    }
    return { document: { Deleted: deleted, Error: errors } };
  },
});

/** An empty VersionId element is none. */
function named(versionId: string | undefined): string | undefined {
  return versionId === '' ? undefined : versionId;
}

async function deleteItem(
  context: EventContext,
  { Key, VersionId, ETag, LastModifiedTime, Size }: ObjectIdentifier,
  bypassGovernance: boolean,
) {
  const isConditional = ETag !== undefined || LastModifiedTime !== undefined || Size !== undefined;
  const versionId = named(VersionId);
  const done = await deleteOne(context, {
    key: Key,
    versionId,
    condition: isConditional
      ? {
          ifMatch: ETag === undefined ? undefined : bareEtag(ETag),
          ifLastModifiedMs: LastModifiedTime,
          ifSizeBytes: Size,
        }
      : undefined,
    bypassGovernance,
  });
  return {
    Key,
    VersionId: versionId,
    DeleteMarker: done.deleteMarker ? true : undefined,
    DeleteMarkerVersionId: done.deleteMarker ? done.versionId : undefined,
  };
}

/** S3 wants a digest of the list, lest a damaged one deletes something else. */
function checkDigest(request: WireRequest): void {
  if (hasBodyDigest(request)) return;
  throw new ServiceError('InvalidRequest', {
    message: 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
  });
}
