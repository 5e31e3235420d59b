// Generated from package.json by `npm run generate`; do not edit.

/** The version of this tool. */
export const version = '0.1.0';
