import type { AuditLog } from '../audit/audit-log.ts';
import { trailText } from '../audit/trail-record.ts';
import type { AccessLogs } from '../jobs/access-logs/access-logs.ts';
import type { RecordAct } from '../jobs/service/service-act.ts';
import { ServiceError } from '../operation/errors.ts';

const statusOfSuccess: Readonly<Record<string, number>> = { DELETE: 204, PUT: 200 };
const failed = 500;

/**
 * Records what the server did in the name of a service: in the audit as a request of that, and in
 * the access log of the bucket where such logs have a name for it.
 */
export function recordActs(
  audit: Pick<AuditLog, 'record'> | undefined,
  accessLogs: Pick<AccessLogs, 'acted'>,
  region: string,
  clock: () => number,
): RecordAct {
  return (act) => {
    const { request, caller, operation, decisions, error } = act;
    if (operation.startsWith('S3.')) accessLogs.acted(act, clock());
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
        status: error === undefined ? (statusOfSuccess[request.method] ?? 200) : refusal,
        bytesSent: 0,
        endedAtMs: clock(),
        region,
      }),
    );
  };
}
