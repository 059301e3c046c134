import { type TextShape, text } from '../../operation/shape.ts';

/**
 * The texts that IAM's parameters hold, with the limits of its API reference. A name that is looked
 * up may be longer than one that is given: `existing...Type` against `...Type` in AWS's model.
 */

const nameMessage = 'It must contain only alphanumeric characters and/or the following: +=,.@_-';

function name(maxLength: number): TextShape {
  return text({
    minLength: 1,
    maxLength,
    pattern: /^[\w+=,.@-]+$/,
    patternText: '[\\w+=,.@-]+',
    patternMessage: nameMessage,
  });
}

export const newUserName = name(64);
export const userName = name(128);
export const groupName = name(128);
export const roleName = name(64);
export const policyName = name(128);
export const instanceProfileName = name(128);

export const path = text({
  minLength: 1,
  maxLength: 512,
  pattern: /^(?:\/|\/[\u0021-\u007e]+\/)$/,
  patternText: '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)',
  patternMessage:
    'It must begin and end with / and contain only alphanumeric characters and/or / characters.',
});

export const pathPrefix = text({
  minLength: 1,
  maxLength: 512,
  pattern: /^\/[\u0021-\u007f]*$/,
  patternText: '\\u002F[\\u0021-\\u007F]*',
  patternMessage:
    'It must begin with the / character and contain only alphanumeric characters and/or / characters.',
});

/** The paths of managed policies hold fewer characters than others. */
export const policyPath = text({
  maxLength: 512,
  pattern: /^(?:\/[A-Za-z0-9.,+@=_-]+)*\/$/,
  patternText: '((/[A-Za-z0-9\\.,\\+@=_-]+)*)/',
  patternMessage:
    'It must begin and end with / and contain only alphanumeric characters and/or / characters.',
});

export const policyPathPrefix = text({
  ...policyPath,
  patternMessage:
    'It must begin with the / character and contain only alphanumeric characters and/or / characters.',
});

export const arn = text({ minLength: 20, maxLength: 2048 });

export const roleDescription = text({
  maxLength: 1000,
  pattern: /^[\t\n\r\u0020-\u007e\u00a1-\u00ff]*$/,
  patternText: '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*',
});
export const policyDescription = text({ maxLength: 1000 });

export const policyDocument = text({
  minLength: 1,
  maxLength: 131_072,
  pattern: /^[\t\n\r\u0020-\u00ff]+$/,
  patternText: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
});

export const versionId = text({
  pattern: /^v[1-9][0-9]*(?:\.[A-Za-z0-9-]*)?$/,
  patternText: 'v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?',
});

export const accessKeyId = text({
  minLength: 16,
  maxLength: 128,
  pattern: /^\w+$/,
  patternText: '[\\w]+',
});

export const password = text({
  minLength: 1,
  maxLength: 128,
  pattern: /^[\t\n\r\u0020-\u00ff]+$/,
  patternText: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
});

export const accountAlias = text({
  minLength: 3,
  maxLength: 63,
  pattern: /^[a-z0-9](?:[a-z0-9]|-(?!-)){1,61}[a-z0-9]$/,
  patternText: '[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]',
});

export const jobId = text({ minLength: 36, maxLength: 36 });
