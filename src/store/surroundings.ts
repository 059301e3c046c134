/** What the store needs from outside, injected here and nowhere else, so that tests can drive it. */

/** Milliseconds since the Unix epoch. */
export type Clock = () => number;

/** That many bytes from a cryptographic source. */
export type RandomBytes = (sizeBytes: number) => Uint8Array;

/**
 * Ends the process. Called when durability can no longer be promised (a failed fsync or COMMIT:
 * the kernel has marked the pages clean, so a retry proves nothing). In production it does not
 * return; whatever was waiting for durability stays unanswered.
 */
export type Fatal = (error: Error) => void;

export interface Surroundings {
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly fatal: Fatal;
}
