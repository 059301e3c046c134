import { bucketLabel, type Field, header, query } from '../../operation/field.ts';
import { integer, oneOf, text } from '../../operation/shape.ts';

/** S3 never lists more at a time, whatever is asked for. */
export const maxPageSize = 1000;

const maxInteger = 2 ** 31 - 1;

/** `max-keys`, `max-uploads`, `max-parts`, `max-buckets`. */
export function pageSizeQuery(
  name: string,
  argument: string,
  conditionKey?: string,
): Field<ReturnType<typeof integer>, false> {
  const refuse = {
    code: 'InvalidArgument',
    message: `Argument ${argument} must be an integer between 0 and ${maxInteger}`,
  } as const;
  const options = conditionKey === undefined ? { refuse } : { refuse, conditionKey };
  return query(name, integer(0, maxInteger), options);
}

/** What every listing of a bucket takes. */
export const listingFields = {
  Bucket: bucketLabel,
  Prefix: query('prefix', text(), { conditionKey: 's3:prefix' }),
  Delimiter: query('delimiter', text(), { conditionKey: 's3:delimiter' }),
  EncodingType: query('encoding-type', oneOf('url'), {
    refuse: { code: 'InvalidArgument', message: 'Invalid Encoding Method specified in Request' },
  }),
  RequestPayer: header('x-amz-request-payer', oneOf('requester')),
};

export const maxKeysQuery = pageSizeQuery('max-keys', 'maxKeys', 's3:max-keys');
