/** Smaller objects are not moved by a lifecycle unless a rule's filter says so. */
export const defaultMinimumSize = 'all_storage_classes_128K';

export const minimumSizeHeader = 'x-amz-transition-default-minimum-object-size';
