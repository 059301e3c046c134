/** What the cipher text of a key is bound to; it is no secret. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** One text for one context, whatever order its names came in. */
export function printContext(context: EncryptionContext): string {
  const byName = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(byName));
}

/** The context of a JSON text; undefined for what is no object of texts. */
export function parseContext(text: string): EncryptionContext | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  const context = new Map<string, string>();
  for (const [name, value] of Object.entries(parsed)) {
    if (typeof value !== 'string') return undefined;
    context.set(name, value);
  }
  return Object.fromEntries(context);
}

/**
 * Whether names differ in case alone. Condition keys know no case: a policy that asks for one of
 * them could be answered with the other.
 */
export function hasAmbiguousNames(context: EncryptionContext): boolean {
  const names = Object.keys(context);
  return new Set(names.map((name) => name.toLowerCase())).size < names.length;
}

/** The context as conditions see it, by lower-case key. */
export function contextFacts(context: EncryptionContext): Map<string, string | readonly string[]> {
  const facts = new Map<string, string | readonly string[]>();
  for (const [name, value] of Object.entries(context)) {
    facts.set(`kms:encryptioncontext:${name.toLowerCase()}`, value);
  }
  const names = Object.keys(context);
  return names.length === 0 ? facts : facts.set('kms:encryptioncontextkeys', names);
}
