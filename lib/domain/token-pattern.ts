/**
 * The shape of every token that we mint, as the source of a regular expression that JavaScript, RE2 and PCRE read alike:
 * kind and version, 12 characters of public id, 48 of secret and checksum. lib/tokens/token-secret.ts tells what they mean.
 */
export const tokenPattern = "pc[usc]1[0-9A-Za-z]{60}";
