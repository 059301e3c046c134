import { errorTable } from './error-table.ts';

export type ErrorCode = keyof typeof errorTable;

/** Extra elements of an error document, such as `BucketName` or `Region`, in order. */
export type ErrorFields = Readonly<Record<string, string>>;

interface ErrorDetails {
  /** Replaces the table's message. */
  readonly message?: string | undefined;
  readonly fields?: ErrorFields | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Replaces the table's status, for the few codes that AWS sends with more than one. */
  readonly status?: number | undefined;
}

/**
 * A refusal that AWS has a code for. Everything that goes wrong on purpose is one of these; any
 * other exception is a defect and becomes InternalError.
 */
export class ServiceError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly fields: ErrorFields;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    const row = errorTable[code];
    super(details.message ?? row.message);
    this.name = 'ServiceError';
    this.code = code;
    this.status = details.status ?? row.status;
    this.fields = details.fields ?? {};
    this.headers = details.headers ?? {};
  }
}

/** Ends whatever is under way with a refusal. @throws ServiceError */
export function failWith(code: ErrorCode, details?: ErrorDetails): never {
  throw new ServiceError(code, details);
}
