/** A service's tables as generated: one entry a line, columns separated by spaces. */
export interface ServiceData {
  readonly prefix: string;
  /** Name and value type. A `*` stands for the variable part, as in `aws:RequestTag/*`. */
  readonly conditionKeys: string;
  /** Name, ARN (`*` for variable parts) and the condition keys that the resource brings. */
  readonly resourceTypes: string;
  /** Sets of indexes into conditionKeys. */
  readonly keySets: string;
  /** Name, access level, indexes into resourceTypes, index into keySets. */
  readonly actions: string;
}
