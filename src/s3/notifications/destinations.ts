/** The places that the operator maps the ARNs of topics, queues and functions to. */
export interface Destinations {
  /** Whether something stands behind an ARN. */
  has(arn: string): boolean;
  /**
   * Sends a message now, once.
   * @returns why it could not be sent, undefined where it was taken
   */
  send(arn: string, text: string): Promise<string | undefined>;
}
