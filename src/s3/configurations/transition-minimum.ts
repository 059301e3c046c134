/** Smaller objects are not moved by a lifecycle unless a rule's filter says so. */
export const defaultMinimumSize = 'all_storage_classes_128K';

/** The other choice: anything may move to the archives, and nothing small elsewhere. */
export const minimumSizeByClass = 'varies_by_storage_class';

export type MinimumSize = typeof defaultMinimumSize | typeof minimumSizeByClass;

export const minimumSizeHeader = 'x-amz-transition-default-minimum-object-size';
