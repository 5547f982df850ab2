// A file of its own: lists load it without the limits of all forms.
export const longestSearch = 200;
