const polynomial = 0xedb88320;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
  return value;
});

/**
 * The checksum by which S3 sees that bytes came as they were sent. Pages that come over HTTP have
 * no other one: `crypto.subtle` asks for HTTPS.
 * @returns as S3 writes it, base64 of four bytes
 */
export function crc32(bytes: Uint8Array): string {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
  value = ~value;
  const places = [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
  return btoa(String.fromCharCode(...places));
}
