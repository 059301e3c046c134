import { xmlBody } from '../../operation/document.ts';
import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { keepConfiguration } from '../bucket/update.ts';
import { encryptionShape } from '../configurations/encryption.ts';
import { defineOperation } from '../define.ts';

export const putBucketEncryption = defineOperation({
  name: 'PutBucketEncryption',
  summary: 'Set how new objects of a bucket are encrypted.',
  http: { method: 'PUT', path: '/{Bucket}', query: ['encryption'] },
  input: { Bucket: bucketLabel },
  body: xmlBody('ServerSideEncryptionConfiguration', encryptionShape),
  output: {},
  errors: ['InvalidArgument', 'MalformedXML', 'NotImplemented'],
  authorize: onBucket('s3:PutEncryptionConfiguration'),
  async handle(context) {
    const { body, fail } = context;
    const { SSEAlgorithm, KMSMasterKeyID } = body.Rule[0]?.ApplyServerSideEncryptionByDefault ?? {};
    if (SSEAlgorithm === 'aws:kms:dsse') {
      fail('NotImplemented', { message: 'Encryption with aws:kms:dsse is not implemented.' });
    }
    if (SSEAlgorithm === 'AES256' && KMSMasterKeyID !== undefined) {
      fail('InvalidArgument', {
        message:
          'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
        fields: { ArgumentName: 'KMSMasterKeyID', ArgumentValue: KMSMasterKeyID },
      });
    }
    await keepConfiguration(context, 'encryption', context.body);
    return {};
  },
});
