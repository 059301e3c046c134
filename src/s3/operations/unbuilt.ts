import type { Operation } from '../../operation/operation.ts';
import { type RestHead, unbuiltRest } from '../../operation/rest.ts';
import type { RestBinding } from '../../operation/route-rest.ts';
import type { S3Context } from '../define.ts';

type Row = readonly [
  name: string,
  method: RestBinding['method'],
  path: RestBinding['path'],
  query?: readonly string[],
  headers?: readonly string[],
];

/** Operations of AWS's model that are not built: they answer 501 by their names. */
const rows: readonly Row[] = [
  ['CreateBucketMetadataConfiguration', 'POST', '/{Bucket}', ['metadataConfiguration']],
  ['CreateBucketMetadataTableConfiguration', 'POST', '/{Bucket}', ['metadataTable']],
  ['CreateSession', 'GET', '/{Bucket}', ['session']],
  ['DeleteBucketAnalyticsConfiguration', 'DELETE', '/{Bucket}', ['analytics']],
  ['DeleteBucketIntelligentTieringConfiguration', 'DELETE', '/{Bucket}', ['intelligent-tiering']],
  ['DeleteBucketInventoryConfiguration', 'DELETE', '/{Bucket}', ['inventory']],
  ['DeleteBucketMetadataConfiguration', 'DELETE', '/{Bucket}', ['metadataConfiguration']],
  ['DeleteBucketMetadataTableConfiguration', 'DELETE', '/{Bucket}', ['metadataTable']],
  ['DeleteBucketMetricsConfiguration', 'DELETE', '/{Bucket}', ['metrics']],
  ['DeleteBucketReplication', 'DELETE', '/{Bucket}', ['replication']],
  ['DeleteObjectAnnotation', 'DELETE', '/{Bucket}/{Key+}', ['annotation']],
  ['GetBucketAbac', 'GET', '/{Bucket}', ['abac']],
  ['GetBucketAnalyticsConfiguration', 'GET', '/{Bucket}', ['analytics', 'id']],
  ['GetBucketIntelligentTieringConfiguration', 'GET', '/{Bucket}', ['intelligent-tiering', 'id']],
  ['GetBucketInventoryConfiguration', 'GET', '/{Bucket}', ['inventory', 'id']],
  ['GetBucketMetadataConfiguration', 'GET', '/{Bucket}', ['metadataConfiguration']],
  ['GetBucketMetadataTableConfiguration', 'GET', '/{Bucket}', ['metadataTable']],
  ['GetBucketMetricsConfiguration', 'GET', '/{Bucket}', ['metrics', 'id']],
  ['GetBucketReplication', 'GET', '/{Bucket}', ['replication']],
  ['GetObjectAnnotation', 'GET', '/{Bucket}/{Key+}', ['annotation', 'annotationName']],
  ['GetObjectTorrent', 'GET', '/{Bucket}/{Key+}', ['torrent']],
  ['ListBucketAnalyticsConfigurations', 'GET', '/{Bucket}', ['analytics']],
  ['ListBucketIntelligentTieringConfigurations', 'GET', '/{Bucket}', ['intelligent-tiering']],
  ['ListBucketInventoryConfigurations', 'GET', '/{Bucket}', ['inventory']],
  ['ListBucketMetricsConfigurations', 'GET', '/{Bucket}', ['metrics']],
  ['ListDirectoryBuckets', 'GET', '/', ['x-id=ListDirectoryBuckets']],
  ['ListObjectAnnotations', 'GET', '/{Bucket}/{Key+}', ['annotation']],
  ['PutBucketAbac', 'PUT', '/{Bucket}', ['abac']],
  ['PutBucketAnalyticsConfiguration', 'PUT', '/{Bucket}', ['analytics']],
  ['PutBucketIntelligentTieringConfiguration', 'PUT', '/{Bucket}', ['intelligent-tiering']],
  ['PutBucketInventoryConfiguration', 'PUT', '/{Bucket}', ['inventory']],
  ['PutBucketMetricsConfiguration', 'PUT', '/{Bucket}', ['metrics']],
  ['PutBucketReplication', 'PUT', '/{Bucket}', ['replication']],
  ['PutObjectAnnotation', 'PUT', '/{Bucket}/{Key+}', ['annotation']],
  ['RestoreObject', 'POST', '/{Bucket}/{Key+}', ['restore']],
  ['SelectObjectContent', 'POST', '/{Bucket}/{Key+}', ['select', 'select-type=2']],
  [
    'UpdateBucketMetadataAnnotationTableConfiguration',
    'PUT',
    '/{Bucket}',
    ['metadataAnnotationTable'],
  ],
  [
    'UpdateBucketMetadataInventoryTableConfiguration',
    'PUT',
    '/{Bucket}',
    ['metadataInventoryTable'],
  ],
  ['UpdateBucketMetadataJournalTableConfiguration', 'PUT', '/{Bucket}', ['metadataJournalTable']],
  ['UpdateObjectEncryption', 'PUT', '/{Bucket}/{Key+}', ['encryption']],
  [
    'WriteGetObjectResponse',
    'POST',
    '/{Bucket}',
    [],
    ['x-amz-request-route', 'x-amz-request-token'],
  ],
];

export const unbuiltOperations: readonly Operation<RestHead, S3Context>[] = rows.map(
  ([name, method, path, query, headers]) =>
    unbuiltRest('s3', name, {
      method,
      path,
      ...(query === undefined ? {} : { query }),
      ...(headers === undefined ? {} : { headers }),
    }),
);
