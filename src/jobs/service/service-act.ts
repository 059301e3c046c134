import type { Caller } from '../../identity/caller.ts';
import { type DecisionRecord, refusalOf } from '../../operation/authorize.ts';
import type { ServiceError } from '../../operation/errors.ts';
import type { WireRequest } from '../../operation/request.ts';
import type { Requirement, ResourceAccess } from '../../operation/requirement.ts';
import type { Bucket } from '../../store/buckets.ts';

/** Something that the server did, or was refused to do, in the name of a service. */
export interface ServiceAct {
  /** As server access logs name it: `S3.EXPIRE.OBJECT`. */
  readonly operation: string;
  readonly request: WireRequest;
  readonly caller: Caller;
  readonly bucket: Bucket;
  readonly key: string;
  readonly versionId: string | undefined;
  readonly sizeBytes: number | undefined;
  readonly decisions: readonly DecisionRecord[];
  /** Undefined for success; the refusal, or a defect as it was thrown. */
  readonly error: unknown;
}

/** Where acts of services are recorded: the audit, and the access log of the bucket. */
export type RecordAct = (act: ServiceAct) => void;

interface Asked {
  readonly request: WireRequest;
  readonly caller: Caller;
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  readonly access: (requirement: Requirement) => ResourceAccess;
}

/** Decides whether a service may do something, by the same engine that judges requests. */
export async function authorizeService(
  { request, caller, bucket, key, region, access }: Asked,
  requirements: readonly Requirement[],
): Promise<{ refusal: ServiceError | undefined; decisions: readonly DecisionRecord[] }> {
  const decisions: DecisionRecord[] = [];
  const refusal = await refusalOf(
    {
      style: 's3',
      request,
      caller,
      target: { bucket, key },
      fields: new Map(),
      region,
      access,
      record: (decided) => void decisions.push(decided),
    },
    requirements,
  );
  return { refusal, decisions };
}
