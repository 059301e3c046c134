/** Where an ARN leads to, as the operator's settings say. */
export interface NotificationTarget {
  readonly arn: string;
  readonly kind: 'webhook' | 'queue';
  readonly url: URL;
  /** What proves to the receiver who sends. */
  readonly proof: TargetProof | undefined;
}

export type TargetProof =
  /** The body is signed: `x-strongroom-signature: sha256=HEX`. */
  | { readonly kind: 'hmac'; readonly secret: string }
  /** The whole value of the Authorization header. */
  | { readonly kind: 'authorization'; readonly value: string }
  /** Of a queue. */
  | { readonly kind: 'keys'; readonly accessKeyId: string; readonly secretAccessKey: string };

/** Sends one message. @throws what tells why it was not taken */
export type Sender = (text: string, signal: AbortSignal) => Promise<void>;
