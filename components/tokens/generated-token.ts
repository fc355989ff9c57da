/** A token at the moment of its generation. Lives in the state of the open dialog and nowhere else. */
export type GeneratedToken = { secret: string; publicId: string; name: string };

/** What a program needs beside the token to call the API. */
export type TenantAddress = { slug: string; origin: string };
