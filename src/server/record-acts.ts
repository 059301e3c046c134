import type { AuditLog } from '../audit/audit-log.ts';
import { trailText } from '../audit/trail-record.ts';
import type { RecordAct } from '../jobs/service/service-act.ts';
import { ServiceError } from '../operation/errors.ts';

const succeeded = 204;
const failed = 500;

/** Records in the audit what the server did in the name of a service, as a request of that. */
export function recordActs(
  audit: Pick<AuditLog, 'record'> | undefined,
  region: string,
  clock: () => number,
): RecordAct {
  return ({ request, caller, operation, decisions, error }) => {
    const refusal = error instanceof ServiceError ? error.status : failed;
    audit?.record(
      trailText({
        request,
        caller,
        operation,
        decisions,
        error,
        decisionCount: decisions.length,
        service: 's3',
        status: error === undefined ? succeeded : refusal,
        bytesSent: 0,
        endedAtMs: clock(),
        region,
      }),
    );
  };
}
