/** The codes of CloudTrail. Source: the errors of LookupEvents in the CloudTrail API reference. */
export const trailErrors = {
  InvalidLookupAttributesException: {
    status: 400,
    message: 'A lookup attribute is specified that is not valid.',
  },
  InvalidNextTokenException: { status: 400, message: 'The token is not valid.' },
  InvalidTimeRangeException: {
    status: 400,
    message: 'The start time is after the end time, or the range is outside of what is kept.',
  },
} as const;
