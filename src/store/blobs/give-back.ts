/** Less than this is not worth a call. */
const worthBytes = 4096;

/**
 * Gives the memory of bytes back at once; they must not be used afterwards. Node's ciphers allocate
 * whatever they return, and so do its sockets; V8 starts a whole collection whenever 64 MiB of such
 * memory came together. Leaving it to the garbage collector took two thirds of the processor time
 * of a large GET. Bytes that share their memory with others are left alone.
 */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (byteLength < worthBytes) return;
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
  if (isAlone) buffer.transfer(0);
}
