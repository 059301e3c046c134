import type { Operation } from '../operation/operation.ts';
import type { RestHead } from '../operation/rest.ts';
import type { S3Context } from '../s3/define.ts';
import { findVersion } from '../s3/object/find-version.ts';
import { getObject } from '../s3/operations/get-object.ts';
import { headObject } from '../s3/operations/head-object.ts';

type S3Operation = Operation<RestHead, S3Context>;

/** All that a website can ask of S3. */
export const websiteOperations: readonly S3Operation[] = [
  missingFirst(getObject),
  missingFirst(headObject),
];

/**
 * A website tells everyone what is missing: 404 whoever asks, and 403 only for what is there and
 * may not be read (S3 user guide, "Setting permissions for website access").
 */
function missingFirst(operation: S3Operation): S3Operation {
  return {
    ...operation,
    begin(head) {
      const begun = operation.begin(head);
      return {
        ...begun,
        async authorize(context) {
          const { addressed: bucket, stores, target } = context;
          if (bucket !== undefined) {
            await findVersion({ bucket, stores }, target.key ?? '', undefined);
          }
          return begun.authorize(context);
        },
      };
    },
  };
}
