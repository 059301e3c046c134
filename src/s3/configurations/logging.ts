import { type Infer, list, oneOf, optional, structure, text } from '../../operation/shape.ts';
import { granteeShape } from '../acl/document.ts';

/** The document that says where the access log of a bucket goes. */
export const loggingShape = structure({
  LoggingEnabled: optional(
    structure({
      TargetBucket: text({ minLength: 1 }),
      TargetPrefix: text(),
      TargetGrants: optional(
        list(
          'Grant',
          structure({
            Grantee: granteeShape,
            Permission: oneOf('FULL_CONTROL', 'READ', 'WRITE'),
          }),
        ),
      ),
      TargetObjectKeyFormat: optional(
        structure({
          SimplePrefix: optional(structure({})),
          PartitionedPrefix: optional(
            structure({ PartitionDateSource: optional(oneOf('EventTime', 'DeliveryTime')) }),
          ),
        }),
      ),
    }),
  ),
});

export type LoggingConfiguration = Infer<typeof loggingShape>;
