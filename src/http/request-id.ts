import { randomFillSync } from 'node:crypto';

const ID_BYTES = 8;
const POOL_BYTES = ID_BYTES * 512;
const HOST_ID_BYTES = 56;

const pool = Buffer.allocUnsafe(POOL_BYTES);
let used = POOL_BYTES;

/** A new request id: sixteen upper-case hexadecimal digits, as S3's `x-amz-request-id`. */
export function newRequestId(): string {
  if (used === POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const id = pool.toString('hex', used, used + ID_BYTES).toUpperCase();
  used += ID_BYTES;
  return id;
}

/** The value of `x-amz-id-2`: opaque, base64, the same for the life of a process. */
export const hostId: string = randomFillSync(Buffer.alloc(HOST_ID_BYTES)).toString('base64');
