import { ServiceError } from '../../operation/errors.ts';

/** S3's limit of everything before the file. */
const MAX_PREAMBLE_BYTES = 20 * 1024;
const CRLF = '\r\n';

/** What the headers of a part say. Texts are UTF-8, decoded. */
export interface PartHead {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly contentType: string | undefined;
}

/**
 * Reads a multipart/form-data body (RFC 7578) part by part as it comes in. What precedes the file
 * is bounded; of the file it holds one piece of the wire at a time.
 */
export class MultipartReader {
  readonly #wire: AsyncIterator<Uint8Array>;
  readonly #delimiter: Buffer;
  /** Bytes that were read and not used; begins as if a line had ended before the first boundary. */
  #held: Buffer = Buffer.from(CRLF);
  #preambleBytes = 0;

  constructor(wire: AsyncIterator<Uint8Array>, boundary: string) {
    this.#wire = wire;
    this.#delimiter = Buffer.from(`${CRLF}--${boundary}`, 'latin1');
  }

  /** Go to the next part; undefined at the closing boundary. @throws ServiceError */
  async nextPart(): Promise<PartHead | undefined> {
    if (this.#preambleBytes === 0) await this.#bytesUntil(this.#delimiter);
    while (this.#held.length < 2) await this.#readMore();
    const ending = this.#held.toString('latin1', 0, 2);
    this.#held = this.#held.subarray(2);
    if (ending === '--') return undefined;
    if (ending !== CRLF) throw malformed();
    const head = await this.#bytesUntil(Buffer.from(CRLF + CRLF));
    return parseHead(textOf(head));
  }

  /** The text of a field, the delimiter after it consumed. @throws ServiceError */
  async fieldValue(): Promise<string> {
    return textOf(await this.#bytesUntil(this.#delimiter));
  }

  /** The bytes of the file, until its delimiter. @throws ServiceError when that never comes */
  async *fileData(): AsyncGenerator<Uint8Array, void, void> {
    for (;;) {
      const at = this.#held.indexOf(this.#delimiter);
      const end = at < 0 ? this.#held.length - this.#delimiter.length + 1 : at;
      if (end > 0) yield this.#held.subarray(0, end);
      if (at >= 0) {
        this.#held = this.#held.subarray(at + this.#delimiter.length);
        return;
      }
      if (end > 0) this.#held = this.#held.subarray(end);
      await this.#readMore();
    }
  }

  /** Drop all that follows, so that the connection can serve on. */
  async dropRest(): Promise<void> {
    for (;;) {
      const next = await this.#wire.next();
      if (next.done) return;
    }
  }

  async #bytesUntil(mark: Buffer): Promise<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (this.#preambleBytes + (at < 0 ? this.#held.length : at) > MAX_PREAMBLE_BYTES) {
        throw new ServiceError('MaxPostPreDataLengthExceededError');
      }
      if (at >= 0) {
        const bytes = this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + mark.length);
        this.#preambleBytes += at + mark.length;
        return bytes;
      }
      await this.#readMore();
    }
  }

  async #readMore(): Promise<void> {
    const next = await this.#wire.next();
    if (next.done) throw malformed();
    this.#held = Buffer.concat([this.#held, next.value]);
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes that are no UTF-8 are no text: put in their place, another one would name another object. */
function textOf(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    throw malformed();
  }
}

/** A parameter of a header: a token, or a quoted text in which `\"` and `%22` are quotes. */
const parameter = /;\s*([a-z*]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/gi;

function parseHead(text: string): PartHead {
  const headers = new Map<string, string>();
  for (const line of text.split(CRLF)) {
    const colon = line.indexOf(':');
    if (colon <= 0) throw malformed();
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  const disposition = headers.get('content-disposition') ?? '';
  if (!/^form-data\s*;/i.test(disposition)) throw malformed();
  const found = new Map<string, string>();
  for (const [, name = '', quoted, token = ''] of disposition.matchAll(parameter)) {
    const value = quoted?.replaceAll(/\\(["\\])/g, '$1').replaceAll('%22', '"') ?? token;
    found.set(name.toLowerCase(), value);
  }
  const name = found.get('name');
  if (name === undefined) throw malformed();
  return { name, fileName: found.get('filename'), contentType: headers.get('content-type') };
}

function malformed(): ServiceError {
  return new ServiceError('MalformedPOSTRequest');
}

/** The boundary that a Content-Type names, or undefined when it is not multipart/form-data. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  if (contentType === undefined || !/^multipart\/form-data\s*;/i.test(contentType))
    return undefined;
  const match = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  return match?.[1] ?? match?.[2];
}
