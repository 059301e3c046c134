import { keyErrors } from './key-errors.ts';
import { trailErrors } from './trail-errors.ts';

interface ErrorRow {
  readonly status: number;
  readonly message: string;
}

/**
 * Every error code that the server can answer, with its status and AWS's message. Sources: the
 * "Error responses" page of the S3 API reference and the "Common errors" pages of IAM and STS.
 * A call may replace the message where AWS words it by the case.
 */
export const errorTable = {
  // S3: access and signatures
  AccessDenied: { status: 403, message: 'Access Denied' },
  AccessForbidden: {
    status: 403,
    message:
      "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
  },
  AccountProblem: {
    status: 403,
    message:
      'There is a problem with your AWS account that prevents the operation from completing successfully.',
  },
  AuthorizationHeaderMalformed: { status: 400, message: 'The authorization header is malformed.' },
  AuthorizationQueryParametersError: {
    status: 400,
    message: 'Error parsing the query authentication parameters.',
  },
  ExpiredToken: { status: 400, message: 'The provided token has expired.' },
  InvalidAccessKeyId: {
    status: 403,
    message: 'The AWS Access Key Id you provided does not exist in our records.',
  },
  InvalidToken: { status: 400, message: 'The provided token is malformed or otherwise invalid.' },
  MissingSecurityHeader: { status: 400, message: 'Your request was missing a required header.' },
  RequestExpired: { status: 400, message: 'Request has expired.' },
  RequestTimeTooSkewed: {
    status: 403,
    message: 'The difference between the request time and the current time is too large.',
  },
  SignatureDoesNotMatch: {
    status: 403,
    message:
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  },
  UnresolvableGrantByEmailAddress: {
    status: 400,
    message: 'The email address you provided does not match any account on record.',
  },
  UnauthorizedAccess: { status: 403, message: 'You are not authorized to perform this operation.' },
  // S3: the request itself
  BadRequest: { status: 400, message: 'An error occurred when parsing the HTTP request.' },
  BadDigest: {
    status: 400,
    message: 'The Content-MD5 you specified did not match what we received.',
  },
  EntityTooLarge: {
    status: 400,
    message: 'Your proposed upload exceeds the maximum allowed size.',
  },
  EntityTooSmall: {
    status: 400,
    message: 'Your proposed upload is smaller than the minimum allowed size.',
  },
  IncompleteBody: {
    status: 400,
    message: 'You did not provide the number of bytes specified by the Content-Length HTTP header.',
  },
  IncorrectNumberOfFilesInPostRequest: {
    status: 400,
    message: 'POST requires exactly one file upload per request.',
  },
  InvalidArgument: { status: 400, message: 'Invalid Argument' },
  InvalidChunkSizeError: {
    status: 403,
    message: 'Only the last chunk is allowed to have a size less than 8192 bytes',
  },
  InvalidDigest: { status: 400, message: 'The Content-MD5 you specified is not valid.' },
  InvalidPolicyDocument: {
    status: 400,
    message:
      'The content of the form does not meet the conditions specified in the policy document.',
  },
  InvalidRequest: { status: 400, message: 'Invalid Request' },
  InvalidURI: { status: 400, message: "Couldn't parse the specified URI." },
  KeyTooLongError: { status: 400, message: 'Your key is too long.' },
  MalformedPOSTRequest: {
    status: 400,
    message: 'The body of your POST request is not well-formed multipart/form-data.',
  },
  MalformedXML: {
    status: 400,
    message:
      'The XML you provided was not well-formed or did not validate against our published schema.',
  },
  MalformedTrailerError: {
    status: 400,
    message:
      'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  },
  MaxMessageLengthExceeded: { status: 400, message: 'Your request was too big.' },
  MaxPostPreDataLengthExceededError: {
    status: 400,
    message: 'Your POST request fields preceding the upload file were too large.',
  },
  MetadataTooLarge: {
    status: 400,
    message: 'Your metadata headers exceed the maximum allowed metadata size.',
  },
  MethodNotAllowed: {
    status: 405,
    message: 'The specified method is not allowed against this resource.',
  },
  MissingContentLength: {
    status: 411,
    message: 'You must provide the Content-Length HTTP header.',
  },
  MissingRequestBodyError: { status: 400, message: 'Request body is empty.' },
  NotImplemented: {
    status: 501,
    message: 'A header you provided implies functionality that is not implemented.',
  },
  RequestHeaderSectionTooLarge: {
    status: 400,
    message: 'Your request header section exceeds the maximum allowed size.',
  },
  RequestTimeout: {
    status: 400,
    message:
      'Your socket connection to the server was not read from or written to within the timeout period.',
  },
  XAmzContentSHA256Mismatch: {
    status: 400,
    message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
  },
  UnexpectedContent: { status: 400, message: 'This request does not support content.' },
  // S3: buckets
  AccessControlListNotSupported: { status: 400, message: 'The bucket does not allow ACLs' },
  BucketAlreadyExists: {
    status: 409,
    message:
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
  },
  BucketAlreadyOwnedByYou: {
    status: 409,
    message: 'Your previous request to create the named bucket succeeded and you already own it.',
  },
  BucketNotEmpty: { status: 409, message: 'The bucket you tried to delete is not empty' },
  IllegalLocationConstraintException: {
    status: 400,
    message:
      'The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.',
  },
  IllegalVersioningConfigurationException: {
    status: 400,
    message: 'The versioning configuration specified in the request is invalid.',
  },
  InvalidBucketAclWithObjectOwnership: {
    status: 400,
    message: "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  },
  InvalidBucketAclWithBlockPublicAccessError: {
    status: 400,
    message: 'Bucket cannot have public ACLs set with BlockPublicAccess enabled',
  },
  InvalidBucketName: { status: 400, message: 'The specified bucket is not valid.' },
  IdempotencyParameterMismatch: {
    status: 400,
    message:
      'Parameters on this idempotent request are inconsistent with parameters used in previous request(s).',
  },
  InvalidBucketState: {
    status: 409,
    message: 'The request is not valid with the current state of the bucket.',
  },
  InvalidLocationConstraint: {
    status: 400,
    message: 'The specified location-constraint is not valid',
  },
  InvalidTag: { status: 400, message: 'The TagValue you have provided is invalid' },
  InvalidTargetBucketForLogging: {
    status: 400,
    message:
      'The target bucket for logging is not owned by you, or does not grant the appropriate permissions to the log-delivery group.',
  },
  MalformedACLError: {
    status: 400,
    message:
      'The XML you provided was not well-formed or did not validate against our published schema',
  },
  MalformedPolicy: {
    status: 400,
    message: "Policies must be valid JSON and the first byte must be '{'",
  },
  NoSuchBucket: { status: 404, message: 'The specified bucket does not exist' },
  NoSuchBucketPolicy: { status: 404, message: 'The bucket policy does not exist' },
  NoSuchCORSConfiguration: { status: 404, message: 'The CORS configuration does not exist' },
  NoSuchConfiguration: { status: 404, message: 'The specified configuration does not exist.' },
  NoSuchLifecycleConfiguration: {
    status: 404,
    message: 'The lifecycle configuration does not exist',
  },
  NoSuchPublicAccessBlockConfiguration: {
    status: 404,
    message: 'The public access block configuration was not found',
  },
  NoSuchTagSet: { status: 404, message: 'The TagSet does not exist' },
  NoSuchWebsiteConfiguration: {
    status: 404,
    message: 'The specified bucket does not have a website configuration',
  },
  ObjectLockConfigurationNotFoundError: {
    status: 404,
    message: 'Object Lock configuration does not exist for this bucket',
  },
  OperationAborted: {
    status: 409,
    message:
      'A conflicting conditional operation is currently in progress against this resource. Please try again.',
  },
  OwnershipControlsNotFoundError: {
    status: 404,
    message: 'The bucket ownership controls were not found',
  },
  PermanentRedirect: {
    status: 301,
    message:
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
  },
  ReplicationConfigurationNotFoundError: {
    status: 404,
    message: 'The replication configuration was not found',
  },
  ServerSideEncryptionConfigurationNotFoundError: {
    status: 404,
    message: 'The server side encryption configuration was not found',
  },
  TooManyBuckets: {
    status: 400,
    message: 'You have attempted to create more buckets than allowed',
  },
  // S3: objects and uploads
  ConditionalRequestConflict: {
    status: 409,
    message:
      'The conditional request cannot succeed due to a conflicting operation against this resource.',
  },
  InvalidObjectState: {
    status: 403,
    message: "The operation is not valid for the object's storage class",
  },
  InvalidPart: {
    status: 400,
    message:
      "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
  },
  InvalidPartNumber: { status: 416, message: 'The requested partnumber is not satisfiable' },
  InvalidPartOrder: {
    status: 400,
    message: 'The list of parts was not in ascending order. Parts must be ordered by part number.',
  },
  InvalidRange: { status: 416, message: 'The requested range is not satisfiable' },
  InvalidRedirectLocation: {
    status: 400,
    message: "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
  },
  InvalidRetentionPeriod: {
    status: 400,
    message: 'Default retention period must be a positive integer value.',
  },
  InvalidStorageClass: { status: 400, message: 'The storage class you specified is not valid' },
  NoSuchKey: { status: 404, message: 'The specified key does not exist.' },
  NoSuchObjectLockConfiguration: {
    status: 404,
    message: 'The specified object does not have a ObjectLock configuration',
  },
  NoSuchUpload: {
    status: 404,
    message:
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
  },
  NoSuchVersion: { status: 404, message: 'The specified version does not exist.' },
  PreconditionFailed: {
    status: 412,
    message: 'At least one of the pre-conditions you specified did not hold',
  },
  // Every service
  InternalError: { status: 500, message: 'We encountered an internal error. Please try again.' },
  InternalFailure: {
    status: 500,
    message: 'The request processing has failed because of an unknown error, exception or failure.',
  },
  ServiceUnavailable: { status: 503, message: 'Service is unable to handle request.' },
  SlowDown: { status: 503, message: 'Please reduce your request rate.' },
  // IAM and STS
  ConcurrentModification: {
    status: 409,
    message:
      'The request was rejected because multiple requests to change this object were submitted simultaneously. Wait a few minutes and submit your request again.',
  },
  ReportExpired: {
    status: 410,
    message:
      'The most recent credential report has expired. To generate a new credential report, use GenerateCredentialReport.',
  },
  ReportNotPresent: {
    status: 410,
    message:
      'The credential report does not exist. To generate a credential report, use GenerateCredentialReport.',
  },
  DeleteConflict: {
    status: 409,
    message: 'Cannot delete entity, must remove referenced objects first.',
  },
  EntityAlreadyExists: {
    status: 409,
    message:
      'The request was rejected because it attempted to create a resource that already exists.',
  },
  EntityTemporarilyUnmodifiable: {
    status: 409,
    message:
      'The request was rejected because it referenced an entity that is temporarily unmodifiable.',
  },
  ExpiredTokenException: {
    status: 400,
    message: 'The web identity token that was passed is expired or is not valid.',
  },
  IDPRejectedClaim: {
    status: 403,
    message: 'The identity provider reported that authentication failed.',
  },
  IncompleteSignature: {
    status: 400,
    message: 'The request signature does not conform to AWS standards.',
  },
  InvalidAction: { status: 400, message: 'Could not find operation for the requested version.' },
  InvalidAuthorizationMessageException: {
    status: 400,
    message: 'The message that was passed is not a valid encoded authorization message.',
  },
  InvalidClientTokenId: {
    status: 403,
    message: 'The security token included in the request is invalid.',
  },
  InvalidIdentityToken: {
    status: 400,
    message: 'The web identity token that was passed could not be validated.',
  },
  InvalidInput: {
    status: 400,
    message:
      'The request was rejected because an invalid or out-of-range value was supplied for an input parameter.',
  },
  InvalidUserType: {
    status: 400,
    message: 'The request was rejected because the type of user for the transaction was incorrect.',
  },
  LimitExceeded: {
    status: 409,
    message:
      'The request was rejected because it attempted to create resources beyond the current limits.',
  },
  MalformedPolicyDocument: { status: 400, message: 'Syntax errors in policy.' },
  MissingAction: { status: 400, message: 'The request must contain the parameter Action.' },
  MissingAuthenticationToken: { status: 403, message: 'Request is missing Authentication Token' },
  NoSuchEntity: {
    status: 404,
    message:
      'The request was rejected because it referenced a resource entity that does not exist.',
  },
  PackedPolicyTooLarge: { status: 400, message: 'Serialized token too large for session' },
  PasswordPolicyViolation: {
    status: 400,
    message: 'Password does not conform to the account password policy.',
  },
  PolicyEvaluation: {
    status: 500,
    message: 'The request failed because a provided policy could not be successfully evaluated.',
  },
  PolicyNotAttachable: { status: 400, message: 'The policy is not attachable.' },
  Throttling: { status: 400, message: 'Rate exceeded' },
  UnmodifiableEntity: { status: 400, message: 'The entity cannot be modified.' },
  ValidationError: {
    status: 400,
    message: 'The input fails to satisfy the constraints specified by an AWS service.',
  },
  ...keyErrors,
  ...trailErrors,
} as const satisfies Record<string, ErrorRow>;
