const letters = [
  'abcdefghijkmnopqrstuvwxyz',
  'ABCDEFGHJKLMNPQRSTUVWXYZ',
  '23456789',
  "!@#$%^&*()_+-=[]{}|'",
] as const;

/** Longer than any policy's usual minimum, and 120 random bits. */
const length = 20;

function pick(alphabet: string): string {
  const limit = 256 - (256 % alphabet.length);
  for (;;) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    // Bytes beyond the last whole multiple would favour the first letters.
    if (byte < limit) return alphabet.charAt(byte % alphabet.length);
  }
}

/**
 * A random password with every kind of character that a password policy can ask for.
 * @param least characters that it has at least
 */
export function randomPassword(least = length): string {
  const all = letters.join('');
  const picked = letters.map(pick);
  while (picked.length < Math.max(least, length)) picked.push(pick(all));
  // Every place is as likely for each kind.
  for (let last = picked.length - 1; last > 0; last--) {
    const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
    const other = value % (last + 1);
    [picked[last], picked[other]] = [picked[other] ?? '', picked[last] ?? ''];
  }
  return picked.join('');
}
