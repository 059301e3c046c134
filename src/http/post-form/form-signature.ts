import { ServiceError } from '../../operation/errors.ts';
import type { HeaderFields } from '../../operation/request.ts';
import { s3Refusals } from '../s3-refusals.ts';
import { parseAmzDate } from '../signing-date.ts';
import { signV2 } from '../sigv2/verify.ts';
import { ALGORITHM, type CredentialScope, parseCredential } from '../sigv4/claim.ts';
import { deriveSigningKey, sameSignature } from '../sigv4/signing-key.ts';

/** What a form says about its signature. Nothing of it is proven yet. */
export interface FormClaim {
  readonly accessKeyId: string;
  readonly signature: string;
  /** The text that is signed: the policy as it was sent. */
  readonly policy: string;
  readonly sessionToken: string | undefined;
  /** Undefined for SigV2. */
  readonly scope: CredentialScope | undefined;
  readonly signedAtMs: number | undefined;
}

/**
 * Read the claim of a form; undefined for an anonymous one.
 * @param region of the endpoint; undefined accepts any
 * @throws ServiceError InvalidArgument when a field is missing or malformed
 */
export function readFormClaim(
  fields: HeaderFields,
  region: string | undefined,
): FormClaim | undefined {
  const version4 = ['x-amz-algorithm', 'x-amz-credential', 'x-amz-date', 'x-amz-signature'];
  const version2 = ['awsaccesskeyid', 'signature'];
  const is4 = version4.some((name) => fields.get(name) !== undefined);
  const is2 = version2.some((name) => fields.get(name) !== undefined);
  if (!is4 && !is2 && fields.get('policy') === undefined) return undefined;
  if (is4 && is2) {
    throw new ServiceError('InvalidArgument', { message: 'Only one auth mechanism allowed' });
  }
  const required = (name: string): string => {
    const value = fields.get(name);
    if (value) return value;
    throw new ServiceError('InvalidArgument', {
      message: `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
      fields: { ArgumentName: name, ArgumentValue: '' },
    });
  };
  const policy = required('policy');
  const sessionToken = fields.get('x-amz-security-token');
  if (!is4) {
    const [accessKeyId, signature] = [required('awsaccesskeyid'), required('signature')];
    return {
      accessKeyId,
      signature,
      policy,
      sessionToken,
      scope: undefined,
      signedAtMs: undefined,
    };
  }
  const [algorithm, credential] = [required('x-amz-algorithm'), required('x-amz-credential')];
  const [date, signature] = [required('x-amz-date'), required('x-amz-signature')];
  if (algorithm !== ALGORITHM) throw malformedField('x-amz-algorithm', algorithm);
  const scope = parseCredential(credential);
  const signedAtMs = parseAmzDate(date);
  if (signedAtMs === undefined) throw malformedField('x-amz-date', date);
  if (scope === undefined || !isAccepted(scope, date, region)) {
    throw malformedField('x-amz-credential', credential);
  }
  return { accessKeyId: scope.accessKeyId, signature, policy, sessionToken, scope, signedAtMs };
}

function isAccepted(scope: CredentialScope, date: string, region: string | undefined): boolean {
  return (
    scope.accessKeyId !== '' &&
    scope.service === 's3' &&
    scope.terminator === 'aws4_request' &&
    scope.day === date.slice(0, 8) &&
    (region === undefined || scope.region === '' || scope.region === region)
  );
}

function malformedField(name: string, value: string): ServiceError {
  return new ServiceError('InvalidArgument', {
    message: `The field ${name} of the form is not valid here.`,
    fields: { ArgumentName: name, ArgumentValue: value },
  });
}

/** @throws ServiceError SignatureDoesNotMatch */
export function verifyForm(claim: FormClaim, secret: string): void {
  const { scope, policy, signature } = claim;
  const expected =
    scope === undefined
      ? signV2(secret, policy)
      : deriveSigningKey(secret, scope.day, scope.region, scope.service).sign(policy);
  if (sameSignature(expected, signature)) return;
  throw s3Refusals.mismatch({
    accessKeyId: claim.accessKeyId,
    stringToSign: policy,
    signatureProvided: signature,
    canonicalRequest: undefined,
  });
}
