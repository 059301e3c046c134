/** Parameters of a request. An empty one stands by its name alone: `?versioning`. */
export type S3Query = Readonly<Record<string, string | number | undefined>>;

function search(query: S3Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const text = String(value);
    return [text === '' ? name : `${name}=${encodeURIComponent(text)}`];
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** Where the operations of a bucket are, on the console's own origin. */
export function bucketAddress(bucket: string, query: S3Query = {}): string {
  return `/api/s3/${encodeURIComponent(bucket)}${search(query)}`;
}

/** An object, or one version of it. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string | undefined;
}

/**
 * Where the operations of an object are. Every slash is escaped, even the first: browsers would
 * drop the segments `.` and `..` of a path, and with them a part of the key.
 */
export function objectAddress(bucket: string, key: string, query: S3Query = {}): string {
  return `/api/s3/${encodeURIComponent(bucket)}%2F${encodeURIComponent(key)}${search(query)}`;
}

/** `arn:aws:s3:::photos` */
export function bucketArn(bucket: string): string {
  return `arn:aws:s3:::${bucket}`;
}

/** `arn:aws:s3:::photos/2026/cat.jpg` */
export function objectArn(bucket: string, key: string): string {
  return `arn:aws:s3:::${bucket}/${key}`;
}

/** The address of an object for other programs, in path style. */
export function objectUrl(endpoint: string, bucket: string, key: string): string {
  return `${endpoint}/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
}
