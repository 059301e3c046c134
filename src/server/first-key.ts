/** The root access key that the first start made. */
export interface FirstKey {
  readonly accountId: string;
  readonly accessKeyId: string;
  /** Undefined where it was given from outside: whoever gave it has it. */
  readonly secretAccessKey: string | undefined;
}

/** What the first start tells, once: where, who, and the lines that make the AWS CLI use it. */
export function printFirstKey(key: FirstKey, endpoint: string, region: string): string {
  const given = key.secretAccessKey === undefined;
  const secret = key.secretAccessKey ?? '$STRONGROOM_ROOT_SECRET_ACCESS_KEY';
  return [
    given
      ? 'The first account was made, with the root access key that was given:'
      : 'The first account was made. Keep its root access key: it is shown now and never again.',
    '',
    `  Endpoint           ${endpoint}`,
    `  Account            ${key.accountId}`,
    `  Access key id      ${key.accessKeyId}`,
    `  Secret access key  ${given ? '(the one that was given)' : secret}`,
    '',
    'These two lines make the AWS CLI use it:',
    '',
    `  export AWS_ENDPOINT_URL=${endpoint} AWS_DEFAULT_REGION=${region}`,
    `  export AWS_ACCESS_KEY_ID=${key.accessKeyId} AWS_SECRET_ACCESS_KEY=${secret}`,
    '',
    '',
  ].join('\n');
}
