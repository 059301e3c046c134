import { ServiceError } from '../../../api/service-error.ts';

const attempts = 5;
const firstWaitMs = 500;

/** Whether the same request may succeed a little later. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof ServiceError)) return false;
  return error.status === 0 || error.status === 429 || error.status >= 500;
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** Tries again, each time after a longer wait, what failed for a reason that passes. */
export async function withRetries<T>(signal: AbortSignal, request: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await request();
    } catch (error) {
      if (attempt === attempts || signal.aborted || !isPassing(error)) throw error;
      await wait(firstWaitMs * 2 ** (attempt - 1), signal);
    }
  }
}
