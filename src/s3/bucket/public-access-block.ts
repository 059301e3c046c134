import { boolean, type Infer, optional, structure } from '../../operation/shape.ts';
import type { PublicAccessBlock } from '../../store/buckets.ts';

export const publicAccessBlockShape = structure({
  BlockPublicAcls: optional(boolean()),
  IgnorePublicAcls: optional(boolean()),
  BlockPublicPolicy: optional(boolean()),
  RestrictPublicBuckets: optional(boolean()),
});

/** A setting that the document leaves out is off. */
export function publicAccessBlockOf(
  document: Infer<typeof publicAccessBlockShape>,
): PublicAccessBlock {
  return {
    blockPublicAcls: document.BlockPublicAcls ?? false,
    ignorePublicAcls: document.IgnorePublicAcls ?? false,
    blockPublicPolicy: document.BlockPublicPolicy ?? false,
    restrictPublicBuckets: document.RestrictPublicBuckets ?? false,
  };
}
