import { flattenedList, oneOf, structure } from '../../operation/shape.ts';

/** The document of a bucket's Object Ownership: one rule, no more. */
export const ownershipControlsShape = structure({
  Rule: flattenedList(
    structure({
      ObjectOwnership: oneOf('BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'),
    }),
    { minItems: 1, maxItems: 1 },
  ),
});
