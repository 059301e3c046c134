/** An access key at the one moment at which its secret can be had. */
export interface NewKey {
  readonly userName: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}
